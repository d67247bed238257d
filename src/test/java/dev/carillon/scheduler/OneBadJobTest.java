package dev.carillon.scheduler;

import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Answer;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with one job hurts that job alone. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class OneBadJobTest {

  private static final String EVERY_SECOND = "{\"type\": \"interval\", \"seconds\": 1}";
  private static HttpReceiver receiver;

  @Inject AgroalDataSource database;

  private final Application application = new Application("bad");

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
    receiver.answer("/refuses", Answer.status(503));
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @Test
  void aJobThatCannotBeReadGoesToErrorAndTheOthersGoOn() throws SQLException {
    application.put("broken", EVERY_SECOND, target());
    application.put("whole", EVERY_SECOND, target());
    execute("UPDATE job SET trigger_spec = '{\"type\": \"lunar\"}' WHERE id = 'broken'");

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> application.job("broken").path("state").asText().equals("ERROR"));
    int before = application.fires("whole").size();
    application.awaitFires("whole", before + 2, state("SUCCEEDED"));

    assertThat(application.job("broken").path("stateReason").asText()).contains("lunar");
    application.put("broken", EVERY_SECOND, target());
    assertThat(application.job("broken").path("state").asText()).isEqualTo("ENABLED");
    application.client().delete(application.path("broken"));
    application.client().delete(application.path("whole"));
  }

  @Test
  void aJobOfAFormThatThisVersionDoesNotKnowIsKeptAndSaysSo() throws SQLException {
    application.put("newer", EVERY_SECOND, target());
    execute("UPDATE job SET format = 99 WHERE id = 'newer'");

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> application.job("newer").path("state").asText().equals("ERROR"));

    assertThat(application.job("newer").path("stateReason").asText()).contains("99");
    assertThat(application.job("newer").has("nextRunTime")).isFalse();
    application.client().delete(application.path("newer"));
  }

  @Test
  void aJobInAStateThatThisVersionDoesNotKnowStopsNobody() throws SQLException {
    application.put("alien", EVERY_SECOND, target());
    application.put("whole", EVERY_SECOND, target());
    execute("UPDATE job SET state = 'DRAINING' WHERE id = 'alien'");

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !application.job("alien").has("nextRunTime"));
    int before = application.fires("whole").size();
    application.awaitFires("whole", before + 2, state("SUCCEEDED"));

    assertThat(application.job("alien").path("state").asText()).isEqualTo("ERROR");
    application.client().delete(application.path("alien"));
    application.client().delete(application.path("whole"));
  }

  @Test
  void aJobThatSomebodyHasLockedStopsNobody() throws SQLException {
    application.put(
        "locked",
        "{\"type\": \"date\"}",
        "{\"type\": \"http\", \"url\": \"" + receiver.uri("/refuses") + "\"}",
        "\"retryPolicy\": {\"maxAttempts\": 100, \"minBackoff\": \"PT0.2S\", \"maxBackoff\": \"PT0.2S\"}");
    application.put("whole", EVERY_SECOND, target());
    application.awaitFires("locked", 1, state("RETRYING"));

    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      connection
          .createStatement()
          .executeQuery(
              "SELECT id FROM job WHERE id = 'locked' AND namespace = '"
                  + application.namespace()
                  + "' FOR UPDATE");
      int before = application.fires("whole").size();
      application.awaitFires("whole", before + 3, state("SUCCEEDED"));
      connection.rollback();
    }

    int attempt = application.fires("locked").get(0).path("attempt").asInt();
    application.awaitFires("locked", 1, fire -> fire.path("attempt").asInt() > attempt);
    application.client().delete(application.path("locked"));
    application.client().delete(application.path("whole"));
  }

  @Test
  void aFireTimeThatHasItsRowAlreadyIsNotDecidedAgain() {
    application.put("asked", "{\"type\": \"interval\", \"hours\": 1}", target());
    JsonNode run = Application.json(application.client().post(application.path("asked:run"), ""));
    String time = run.path("scheduledTime").asText();

    application
        .client()
        .patch(
            application.path("asked"),
            "{\"trigger\": {\"type\": \"date\", \"hours\": null, \"runDate\": \"" + time + "\"}}");

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> application.job("asked").path("state").asText().equals("COMPLETED"));
    List<JsonNode> fires = application.awaitFires("asked", 1, state("SUCCEEDED"));
    assertThat(application.fires("asked")).hasSize(1);
    assertThat(fires.get(0).path("fireId")).isEqualTo(run.path("fireId"));
  }

  private static String target() {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri("/well") + "\"}";
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.createStatement().executeUpdate(sql);
    }
  }
}
