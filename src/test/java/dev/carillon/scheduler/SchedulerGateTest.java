package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.job.Pause;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import dev.carillon.testing.Sql;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pause is final when it returns, whoever is in the middle of a claim. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
@TestProfile(LoopRests.class)
class SchedulerGateTest {

  private static final String PAST = "{\"type\": \"date\", \"runDate\": \"2020-01-01T00:00:00Z\"}";
  private static final String FUTURE =
      "{\"type\": \"date\", \"runDate\": \"2037-01-01T00:00:00Z\"}";
  private static final String TARGET =
      "{\"type\": \"http\", \"method\": \"GET\", \"url\": \"http://127.0.0.1:9/\"}";
  private static final int JOBS = 150;
  private static final int THREADS = 8;
  private static final int ROUNDS = 10;
  private static final int CLAIMS_WHILE_PAUSED = 5;

  /** One piece of work that starts at most one fire. */
  private interface Taking {
    Claim take() throws SQLException;
  }

  @Inject Claimer claimer;
  @Inject QueueTaker queue;
  @Inject SchedulerService service;
  @Inject AgroalDataSource database;

  private final Application application = new Application("gate");

  @BeforeEach
  void drainWhatOtherTestsLeft() throws SQLException {
    application.resumeScheduler();
    while (!claimer.claim(500).isEmpty() || !queue.take(500).isEmpty()) {
      // Until nothing is due.
    }
    application.pauseScheduler();
  }

  @AfterEach
  void tidy() throws SQLException {
    application.forget(database);
    application.resumeScheduler();
  }

  @Test
  void noClaimCommitsOnceAPauseHasReturned() throws Exception {
    for (int i = 0; i < JOBS; i++) {
      application.put("job-" + i, PAST, TARGET);
    }

    race(() -> claimer.claim(1), "SELECT COUNT(*) FROM fire WHERE namespace = ?");
  }

  @Test
  void noFireOfTheQueueStartsOnceAPauseHasReturned() throws Exception {
    for (int i = 0; i < JOBS; i++) {
      application.put("job-" + i, FUTURE, TARGET);
      application.client().post(application.path("job-" + i + ":run"), "");
    }

    race(() -> queue.take(1), "SELECT COUNT(*) FROM fire WHERE namespace = ? AND attempt > 0");
  }

  private void race(Taking taking, String started) throws Exception {
    assertThat(taking.take().isEmpty()).isTrue();
    assertThat(count(started)).isZero();
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Long> counts = new ArrayList<>();
    try {
      List<Future<Integer>> takers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Callable<Integer> taker =
            () -> {
              int taken = 0;
              while (!over.get()) {
                taken += taking.take().fires().size();
              }
              return taken;
            };
        takers.add(threads.submit(taker));
      }
      for (int round = 0; round < ROUNDS && count(started) < JOBS; round++) {
        long before = count(started);
        service.resume(null);
        Awaitility.await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> count(started) > before);
        service.pause(Pause.SILENT);
        long atPause = count(started);
        counts.add(atPause);
        for (int i = 0; i < CLAIMS_WHILE_PAUSED; i++) {
          assertThat(taking.take().isEmpty()).isTrue();
          assertThat(count(started)).as("round %d", round).isEqualTo(atPause);
        }
      }
      over.set(true);
      for (Future<Integer> taker : takers) {
        taker.get();
      }
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
    // Otherwise there was nothing to start while it was paused.
    assertThat(counts.get(0)).isBetween(1L, JOBS - 1L);
  }

  private long count(String sql) throws SQLException {
    return new Sql(database).number(sql, application.namespace());
  }
}
