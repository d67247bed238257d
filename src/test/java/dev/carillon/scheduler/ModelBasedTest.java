package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Random jobs, people and faults over simulated weeks, on the real database and a virtual clock:
 * after every few steps the ledger is what the model says.
 *
 * <p>{@code -Dmodel.seeds=200} runs more seeds, {@code -Dmodel.first=7} begins with that one.
 */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
@TestProfile(LoopRests.class)
class ModelBasedTest {

  private static final long FIRST = Long.getLong("model.first", 1);
  private static final int SEEDS = Integer.getInteger("model.seeds", 10);
  private static final int STEPS = Integer.getInteger("model.steps", 400);
  private static final int CHECK_EVERY = Integer.getInteger("model.check", 20);

  @Inject ModelParts parts;
  @Inject ScanParts scanParts;

  @AfterEach
  void clear() throws SQLException {
    ModelRun.clear(parts.transactions());
  }

  @Test
  void theLedgerIsWhatTheModelSays() throws SQLException {
    ModelTotals totals = new ModelTotals();
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      try {
        new ModelRun(seed, parts, scanParts, totals).run(STEPS, CHECK_EVERY);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    System.out.printf("seeds %d to %d: %s%n", FIRST, FIRST + SEEDS - 1, totals);
    assertThat(totals.delivered()).isGreaterThan(SEEDS);
  }
}
