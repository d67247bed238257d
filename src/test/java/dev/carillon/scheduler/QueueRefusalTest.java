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
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A row of the queue that the database does not let go on stops no other. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class QueueRefusalTest {

  private static final String WEEKLY = "{\"type\": \"interval\", \"weeks\": 1}";
  private static final int OTHERS = 12;
  private static final String LANE = "refused/lane";

  /** The largest that the column takes: one more is refused with SQLState 22003. */
  private static final long FULL = Long.MAX_VALUE;

  private static HttpReceiver receiver;

  @Inject AgroalDataSource database;

  private final Application application = new Application("refused");

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
  }

  @AfterAll
  static void close() {
    receiver.close();
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

  /**
   * Half of the others before and half after the one at fault, all there at once: the rows appear
   * with one commit.
   */
  private void letThemQueue(String counters) throws SQLException {
    application.put("well", WEEKLY, http());
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate(
          "UPDATE job SET in_flight = 1, " + counters + " WHERE " + is("at-fault"));
      statement.executeUpdate("UPDATE job SET in_flight = " + OTHERS + " WHERE " + is("well"));
      for (int i = 0; i < OTHERS; i++) {
        statement.executeUpdate(queued("well", i, "'ON_DEMAND'", "NULL"));
        if (i == OTHERS / 2) {
          statement.executeUpdate(queued("at-fault", i, "NULL", "'" + LANE + "'"));
        }
      }
      statement.executeUpdate(
          "INSERT INTO lane (name, holder_uid, holder_time) SELECT lane, job_uid, scheduled_time"
              + " FROM fire WHERE lane = '"
              + LANE
              + "' AND state = 'PENDING'");
      connection.commit();
    }
  }

  /** A fire of 2024 that waits for its first attempt. */
  private String queued(String id, int second, String rule, String lane) {
    return """
        INSERT INTO fire (job_uid, scheduled_time, namespace, job_id, state, rule, lane, attempt,
          claimed_at, next_attempt_at)
        SELECT uid, '2024-02-29 12:00:00' + INTERVAL %2$d SECOND, namespace, id, 'PENDING', %3$s, %4$s,
          0, UTC_TIMESTAMP(6), '2024-02-29 12:00:00' + INTERVAL %2$d SECOND
        FROM job WHERE %1$s"""
        .formatted(is(id), second, rule, lane);
  }

  private String is(String id) {
    return "id = '" + id + "' AND namespace = '" + application.namespace() + "'";
  }

  private int holders() throws SQLException {
    try (Connection connection = database.getConnection();
        var rows =
            connection
                .createStatement()
                .executeQuery("SELECT COUNT(*) FROM lane WHERE name = '" + LANE + "'")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static String http() {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri("/well") + "\"}";
  }
}
