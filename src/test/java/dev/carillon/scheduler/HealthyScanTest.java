package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.Answer;
import dev.carillon.testing.Application;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A scan that never rests finds nothing to mend where all goes its way. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class HealthyScanTest {

  private static final String EVERY_SECOND =
      "{\"type\": \"interval\", \"seconds\": 1, \"fireImmediately\": true}";
  private static final int ROUNDS = 12;
  private static HttpReceiver receiver;

  @Inject Transactions transactions;
  @Inject Clock clock;
  @Inject ScanParts parts;

  private final Application application = new Application("healthy");

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
    receiver.answer("/well", Answer.OK);
    receiver.answer("/slow", Answer.OK.after(Duration.ofMillis(1500)));
    receiver.answer("/ill", Answer.status(503));
    receiver.answer("/refuses", Answer.status(404));
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @BeforeEach
  @AfterEach
  void clear() throws SQLException {
    ModelRun.clear(transactions);
  }

  @Test
  void aBusySystemIsLeftAlone() {
    String retry =
        "\"retryPolicy\": {\"maxAttempts\": 3, \"minBackoff\": \"PT0.3S\", \"maxBackoff\": \"PT0.5S\"}";
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger scans = new AtomicInteger();
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      InvariantScan scan = parts.withoutOverdue(clock);
      running.add(CompletableFuture.runAsync(() -> scan(scan, over, scans)));
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < 4; i++) {
        String id = round + "-" + i;
        put("well-" + id, "/well", "");
        put("slow-" + id, "/slow", ", \"overlapPolicy\": \"BUFFER_ALL\"");
        put("ill-" + id, "/ill", ", \"overlapPolicy\": \"BUFFER_ONE\", " + retry);
        put("lane-" + id, "/slow\", \"key\": \"k" + i, ", \"ordered\": true, \"maxInstances\": 3");
        put(
            "dead-" + id,
            "/refuses",
            ", \"deadLetter\": {\"type\": \"http\", \"url\": \"" + receiver.uri("/ill") + "\"}");
      }
      for (String kind : List.of("well-", "slow-", "ill-", "lane-", "dead-")) {
        application.client().post(application.path(kind + round + "-0:pause"), "");
        application.client().post(application.path(kind + round + "-1:run"), "");
        application.client().post(application.path(kind + round + "-0:resume"), "");
        if (round > 0) {
          application.client().post(application.path(kind + (round - 1) + "-2:pause"), "");
          application.client().delete(application.path(kind + (round - 1) + "-3"));
        }
      }
    }
    application.awaitFires("slow-0-0", 3, fire -> true);
    over.set(true);
    running.forEach(CompletableFuture::join);

    System.out.printf("%d scans of a busy system%n", scans.get());
    assertThat(scans.get()).isGreaterThan(10);
    assertThat(parts.repairs()).isEmpty();
  }

  private static void scan(InvariantScan scan, AtomicBoolean over, AtomicInteger scans) {
    try {
      while (!over.get()) {
        scan.turn();
        scans.incrementAndGet();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void put(String id, String path, String members) {
    String target =
        "{\"type\": \"http\", \"url\": \""
            + receiver.uri("/").toString()
            + path.substring(1)
            + "\"}";
    application.put(id, EVERY_SECOND, target, "\"labels\": {}" + members);
  }
}
