package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
@TestProfile(LoopRests.class)
class ClaimRaceTest {

  private static final int JOBS = 300;
  private static final int THREADS = 8;

  @Inject Claimer claimer;
  @Inject AgroalDataSource database;

  private final Application application = new Application("race");

  @AfterEach
  void removeJobs() throws SQLException {
    application.forget(database);
  }

  @Test
  void eightThreadsDecideEveryFireOnce() throws Exception {
    for (int i = 0; i < JOBS; i++) {
      application.put(
          "job-" + i,
          "{\"type\": \"date\", \"runDate\": \"2020-01-01T00:00:00Z\"}",
          "{\"type\": \"http\", \"method\": \"GET\", \"url\": \"http://127.0.0.1:9/\"}");
    }

    Set<String> claimed = new HashSet<>();
    int total = 0;
    for (Claim claim : race()) {
      for (Claimed one : claim.fires()) {
        // Other tests may have left jobs behind.
        if (one.fire().namespace.equals(application.namespace())) {
          total++;
          claimed.add(one.fire().key().fireId());
        }
      }
    }

    assertThat(total).isEqualTo(JOBS);
    assertThat(claimed).hasSize(JOBS);
    for (int i = 0; i < JOBS; i++) {
      assertThat(application.fires("job-" + i)).hasSize(1);
    }
  }

  private List<Claim> race() throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<List<Claim>>> racers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Callable<List<Claim>> racer =
            () -> {
              start.await();
              List<Claim> claims = new ArrayList<>();
              // Rows that another thread has locked are left out: several rounds find them all.
              for (int round = 0; round < 40; round++) {
                claims.add(claimer.claim(20));
              }
              return claims;
            };
        racers.add(threads.submit(racer));
      }
      start.countDown();
      List<Claim> all = new ArrayList<>();
      for (Future<List<Claim>> racer : racers) {
        all.addAll(racer.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }
}
