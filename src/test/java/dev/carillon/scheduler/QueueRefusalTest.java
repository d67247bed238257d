package dev.carillon.scheduler;

import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A row of the queue that the database does not let go on stops no other. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class QueueRefusalTest {

  private static final String WEEKLY = "{\"type\": \"interval\", \"weeks\": 1}";
  private static final int OTHERS = 12;

  /** The largest that the column takes: one more is refused with SQLState 22003. */
  private static final long FULL = Long.MAX_VALUE;

  private static HttpReceiver receiver;

  @Inject AgroalDataSource database;
  @Inject Scheduler scheduler;

  private final Application application = new Application("refused");

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @AfterEach
  void resume() {
    scheduler.resume();
  }

  @Test
  void theFireAtFaultFailsAndIsCountedAndTheOthersAreDelivered() throws SQLException {
    application.put("at-fault", WEEKLY, http(), "\"misfireGraceTime\": \"PT1M\"");

    letThemQueue("missed_count = " + FULL);

    application.awaitFires("well", OTHERS, state("SUCCEEDED"));
    JsonNode fire = application.awaitFires("at-fault", 1, state("FAILED")).get(0);
    assertThat(fire.path("reason").asText()).isEqualTo("the database refuses its next attempt");
    assertThat(fire.has("nextAttemptAt")).isFalse();
    JsonNode job = application.job("at-fault");
    assertThat(job.path("failureCount").asInt()).isEqualTo(1);
    assertThat(job.path("inFlight").asInt()).isZero();
    assertThat(job.path("missedCount").asLong()).isEqualTo(FULL);
    assertThat(holders()).as("its lane is free again").isZero();
  }

  @Test
  void aFireThatCannotEvenBeCountedStopsNobody() throws SQLException {
    application.put("at-fault", WEEKLY, http(), "\"misfireGraceTime\": \"PT1M\"");

    letThemQueue("missed_count = " + FULL + ", failure_count = " + FULL);

    application.awaitFires("well", OTHERS, state("SUCCEEDED"));
    JsonNode fire = application.awaitFires("at-fault", 1, state("FAILED")).get(0);
    assertThat(fire.has("nextAttemptAt")).isFalse();
    assertThat(holders()).isZero();
  }

  /** Half of the others before and half after the one at fault, all due while nobody looks. */
  private void letThemQueue(String counters) throws SQLException {
    application.put("well", WEEKLY, http());
    scheduler.pause();
    // The loop may have been in the middle of a turn when it was paused.
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> scheduler.status().inFlight() == 0);
    runWell(OTHERS / 2);
    execute("UPDATE job SET in_flight = 1, %s WHERE id = 'at-fault' AND %s", counters);
    execute(
        """
        INSERT INTO fire (job_uid, scheduled_time, namespace, job_id, state, attempt, claimed_at,
          next_attempt_at, lane)
        SELECT uid, '2024-02-29 12:00:00', namespace, id, 'PENDING', 0, UTC_TIMESTAMP(6),
          UTC_TIMESTAMP(6), 'refused/lane'
        FROM job WHERE id = 'at-fault' AND %2$s""",
        "");
    execute(
        """
        INSERT INTO lane (name, holder_uid, holder_time)
        SELECT 'refused/lane', uid, '2024-02-29 12:00:00' FROM job WHERE id = 'at-fault' AND %2$s""",
        "");
    runWell(OTHERS - OTHERS / 2);
    scheduler.resume();
  }

  private void runWell(int times) {
    List<Integer> answers =
        IntStream.range(0, times)
            .mapToObj(i -> application.client().post(application.path("well:run"), "").statusCode())
            .toList();
    assertThat(answers).allMatch(status -> status / 100 == 2);
  }

  private int holders() throws SQLException {
    try (Connection connection = database.getConnection();
        var rows =
            connection
                .createStatement()
                .executeQuery("SELECT COUNT(*) FROM lane WHERE name = 'refused/lane'")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private void execute(String sql, String value) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection
          .createStatement()
          .executeUpdate(sql.formatted(value, "namespace = '" + application.namespace() + "'"));
    }
  }

  private static String http() {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri("/well") + "\"}";
  }
}
