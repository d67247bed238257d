package dev.carillon.scheduler;

import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.Answer;
import dev.carillon.testing.Application;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever a fire waits for when its job is deleted, it waits no longer and holds up nobody. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class DeleteDrainsTest {

  private static final String ONCE = "{\"type\": \"date\", \"runDate\": \"2024-02-29T12:00:0%dZ\"}";
  private static final String EVERY_SECOND = "{\"type\": \"interval\", \"seconds\": 1}";
  private static final String WEEKLY =
      "{\"type\": \"interval\", \"weeks\": 1, \"fireImmediately\": true}";
  private static final String ORDERED = "\"ordered\": true, \"maxInstances\": null";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static HttpReceiver receiver;

  @Inject AgroalDataSource database;

  private final Application application = new Application("drain");

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
    receiver.answer("/down", Answer.status(503));
    receiver.answer("/slow", Answer.OK.after(Duration.ofSeconds(4)));
    receiver.answer(
        "/busy", Answer.status(503).header("Retry-After", "3600").after(Duration.ofSeconds(4)));
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @Test
  void noFireOfADeletedJobStaysOpenOrStarts() throws SQLException {
    application.put(
        "buffered",
        EVERY_SECOND,
        http("/slow", null),
        "\"maxInstances\": 1, \"overlapPolicy\": \"BUFFER_ALL\"");
    application.put("retrying", WEEKLY, http("/down", null), retryAfter("PT5M"));
    application.put("held", WEEKLY, http("/down", null), retryAfter("PT0.5S"));
    application.awaitFires("held", 1, state("RETRYING"));
    application.client().post(application.path("held:pause"), "");
    application.awaitFires("held", 1, fire -> fire.path("reason").asText().startsWith("held"));
    application.awaitFires("retrying", 1, state("RETRYING"));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> application.job("buffered").path("waiting").asInt() >= 2);

    assertNothingFollows(delete("buffered"), "buffered");
    assertNothingFollows(delete("retrying"), "retrying");
    assertNothingFollows(delete("held"), "held");

    assertThat(states("retrying")).containsExactly("CANCELLED");
    assertThat(states("held")).containsExactly("CANCELLED");
    assertThat(states("buffered")).contains("CANCELLED").doesNotContain("SKIPPED");
  }

  @Test
  void theLaneOfADeletedJobGoesToTheNext() throws SQLException {
    application.put("holder", once(1), http("/slow", "a"), ORDERED);
    application.awaitFires("holder", 1, state("RUNNING"));
    application.put("waiting", once(2), http("/well", "a"), ORDERED);
    application.put("next", once(3), http("/well", "a"), ORDERED);
    application.awaitFires("waiting", 1, state("PENDING"));
    application.awaitFires("next", 1, state("PENDING"));

    assertNothingFollows(delete("waiting"), "waiting");

    application.awaitFires("holder", 1, state("SUCCEEDED"));
    application.awaitFires("next", 1, state("SUCCEEDED"));
    assertThat(states("waiting")).containsExactly("CANCELLED");
  }

  @Test
  void anAttemptUnderWayThatFailsAfterTheDeleteHoldsUpNobody() throws SQLException {
    application.put("busy", once(1), http("/busy", "b"), ORDERED);
    application.awaitFires("busy", 1, state("RUNNING"));
    application.put("next", once(2), http("/well", "b"), ORDERED);
    application.awaitFires("next", 1, state("PENDING"));

    LocalDateTime deleted = delete("busy");

    application.awaitFires("next", 1, state("SUCCEEDED"));
    assertNothingFollows(deleted, "busy");
    assertThat(states("busy")).containsExactly("CANCELLED");
    assertThat(text("SELECT rule FROM fire WHERE %s", "busy")).containsExactly("JOB_DELETED");
  }

  /** Deletes and returns the database's time when it was done. */
  private LocalDateTime delete(String id) throws SQLException {
    assertThat(application.client().delete(application.path(id)).statusCode()).isEqualTo(204);
    try (Connection connection = database.getConnection();
        ResultSet row = connection.createStatement().executeQuery("SELECT UTC_TIMESTAMP(6)")) {
      row.next();
      return row.getObject(1, LocalDateTime.class);
    }
  }

  private void assertNothingFollows(LocalDateTime deleted, String id) throws SQLException {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(states(id)).isNotEmpty().doesNotContain("PENDING", "RUNNING", "RETRYING");
              assertThat(text("SELECT next_attempt_at FROM fire WHERE %s", id)).containsOnlyNulls();
              assertThat(
                      text(
                          "SELECT w.cause FROM waiting_fire w JOIN fire f USING (job_uid,"
                              + " scheduled_time) WHERE %s",
                          id))
                  .isEmpty();
              assertThat(
                      text(
                          "SELECT l.name FROM lane l JOIN fire f ON l.holder_uid = f.job_uid"
                              + " AND l.holder_time = f.scheduled_time WHERE %s",
                          id))
                  .isEmpty();
            });
    assertThat(lastStart(id)).as("the last start of %s", id).isBeforeOrEqualTo(deleted);
  }

  private LocalDateTime lastStart(String id) throws SQLException {
    String latest = text("SELECT MAX(started_at) FROM fire WHERE %s", id).get(0);
    return latest == null ? LocalDateTime.MIN : LocalDateTime.parse(latest.replace(' ', 'T'));
  }

  private List<@Nullable String> states(String id) throws SQLException {
    return text("SELECT state FROM fire WHERE %s", id);
  }

  /** The first column of all rows that belong to a job of this namespace. */
  private List<@Nullable String> text(String sql, String id) throws SQLException {
    String mine = "job_id = '%s' AND namespace = '%s'".formatted(id, application.namespace());
    try (Connection connection = database.getConnection();
        ResultSet row = connection.createStatement().executeQuery(sql.formatted(mine))) {
      List<@Nullable String> values = new ArrayList<>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return values;
    }
  }

  private static String once(int second) {
    return ONCE.formatted(second);
  }

  private static String retryAfter(String backoff) {
    return "\"retryPolicy\": {\"minBackoff\": \"%1$s\", \"maxBackoff\": \"%1$s\", \"jitter\": 0}"
        .formatted(backoff);
  }

  private static String http(String path, @Nullable String key) {
    return "{\"type\": \"http\", \"url\": \""
        + receiver.uri(path)
        + "\""
        + (key == null ? "" : ", \"key\": \"" + key + "\"")
        + "}";
  }
}
