package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.fire.Columns;
import dev.carillon.fire.HistoryStore;
import dev.carillon.job.ChangeHistory;
import dev.carillon.job.HistoryRules;
import dev.carillon.job.JobStore;
import dev.carillon.testing.Application;
import dev.carillon.testing.OldFires;
import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class ChangeWalkTest {

  private static final Duration OLD = Duration.ofDays(31);
  private static final Duration YOUNG = Duration.ofDays(29);

  @Inject AgroalDataSource database;
  @Inject Transactions transactions;
  @Inject ChangeHistory changes;
  @Inject JobStore jobs;
  @Inject HistoryStore ledger;
  @Inject HistoryRules rules;
  @Inject Clock clock;

  private final Application application = new Application("changes");
  private OldFires old;

  @BeforeEach
  void prepare() {
    old = new OldFires(database, application.namespace());
  }

  @AfterEach
  void clear() throws SQLException {
    old.clear();
    application.client().delete(application.path("alive"));
  }

  @Test
  void oldChangesOfJobsThatAreGoneGoAndNoOthers() throws SQLException {
    UUID gone = UUID.randomUUID();
    change(gone, OLD, 1200);
    change(gone, YOUNG, 2);
    UUID remembered = UUID.randomUUID();
    change(remembered, OLD, 2);
    old.add(remembered, clock.instant(), 1, "SUCCEEDED", null, 1);
    UUID alive =
        UUID.fromString(
            application
                .put(
                    "alive",
                    "{\"type\": \"date\", \"runDate\": \"2037-01-01T00:00:00Z\"}",
                    "{\"type\": \"http\", \"url\": \"http://127.0.0.1:9/\"}")
                .path("uid")
                .asText());
    long before = old.count("job_change", alive);
    change(alive, OLD, 2);

    ChangeWalk walk = new ChangeWalk(transactions, changes, jobs, ledger, rules, clock);
    boolean more = true;
    while (more) {
      more = walk.step();
    }

    assertThat(old.count("job_change", gone)).isEqualTo(2);
    assertThat(old.count("job_change", remembered)).isEqualTo(2);
    assertThat(old.count("job_change", alive)).isEqualTo(before + 2);
  }

  private void change(UUID job, Duration age, int count) throws SQLException {
    Instant time = clock.instant().minus(age);
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO job_change (job_uid, changed_at, kind) VALUES (?, ?, 'PAUSED')")) {
      for (int i = 0; i < count; i++) {
        Columns.bind(insert, 1, job);
        Columns.bind(insert, 2, time.plus(i, ChronoUnit.MICROS));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
