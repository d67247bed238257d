package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.job.HistoryConfig;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryPrunerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> steps = new CopyOnWriteArrayList<>();
  private HistoryPruner pruner =
      new HistoryPruner(List.of(), new Rests(Duration.ZERO, Duration.ZERO));

  @AfterEach
  void stop() {
    pruner.stop();
  }

  @Test
  void oneWalkFollowsTheOtherAndThenTheFirstAgain() {
    CompletableFuture<Void> running =
        start(List.of(walk("ledger", 2), walk("changes", 1)), Duration.ofMillis(1));

    Awaitility.await().atMost(PATIENCE).until(() -> steps.size() >= 6);
    pruner.stop();

    assertThat(running).succeedsWithin(PATIENCE);
    assertThat(steps)
        .startsWith("ledger 0", "ledger 1", "ledger 2", "changes 0", "changes 1", "ledger 0");
  }

  @Test
  void noFailureEndsIt() {
    AtomicInteger turn = new AtomicInteger();
    HistoryWalk failing =
        () -> {
          switch (turn.getAndIncrement()) {
            case 0 -> throw new SQLException("away");
            case 1 -> throw new IllegalStateException("broken");
            case 2 -> throw new StackOverflowError();
            default -> steps.add("done");
          }
          return false;
        };

    CompletableFuture<Void> running = start(List.of(failing), Duration.ofMillis(1));

    Awaitility.await().atMost(PATIENCE).until(() -> steps.contains("done"));
    assertThat(running).isNotDone();
  }

  @Test
  void itStopsWhileItRestsForLong() {
    CompletableFuture<Void> running = start(List.of(walk("ledger", 1)), Duration.ofDays(1));

    pruner.stop();

    assertThat(running).succeedsWithin(PATIENCE);
    assertThat(steps).isEmpty();
  }

  private CompletableFuture<Void> start(List<HistoryWalk> walks, Duration interval) {
    pruner = new HistoryPruner(walks, new Rests(Duration.ofMillis(1), interval));
    return CompletableFuture.runAsync(pruner::run);
  }

  /** A walk of so many steps before the last. */
  private HistoryWalk walk(String name, int more) {
    AtomicInteger next = new AtomicInteger();
    return () -> {
      int step = next.getAndIncrement();
      steps.add(name + " " + step);
      if (step == more) {
        next.set(0);
      }
      return step < more;
    };
  }

  private record Rests(Duration stepRest, Duration pruneInterval) implements HistoryConfig {

    @Override
    public Duration succeeded() {
      return Duration.ofDays(1);
    }

    @Override
    public Duration failed() {
      return Duration.ofDays(1);
    }
  }
}
