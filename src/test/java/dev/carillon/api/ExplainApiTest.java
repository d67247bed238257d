package dev.carillon.api;

import static dev.carillon.api.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Explanations of a job that fires each New Year, with rows of the ledger as they are stored. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class ExplainApiTest {

  private static final String YEARLY = "{\"type\": \"cron\", \"expression\": \"0 0 1 1 *\"}";
  private static final String NEW_YEAR = "2026-01-01T00:00:00Z";

  @Inject AgroalDataSource database;

  private final Application application = new Application("explain");

  @Test
  void aTimeThatIsNoneIsAnsweredWithItsNeighbours() throws SQLException {
    job("none");

    JsonNode answer = explain("none", "2026-07-01T12:00:00Z");

    assertOutcome(answer, "NOT_A_FIRE_TIME");
    assertThat(answer.at("/schedule/fireTime").asBoolean()).isFalse();
    assertThat(answer.at("/schedule/before").asText()).isEqualTo(NEW_YEAR);
    assertThat(answer.at("/schedule/after").asText()).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(answer.path("jobId").asText()).isEqualTo("none");
    assertThat(answer.path("at").asText()).isEqualTo("2026-07-01T12:00:00Z");
    assertThat(answer.path("currentTime").asText()).isNotEmpty();
  }

  @Test
  void allMembersAreThereWhateverTheAnswer() throws SQLException {
    job("shape");

    assertThat(explain("shape", "2026-07-01T12:00:00Z").fieldNames())
        .toIterable()
        .containsExactly(
            "namespace",
            "jobId",
            "at",
            "currentTime",
            "outcome",
            "summary",
            "reasons",
            "schedule",
            "jobState",
            "fire",
            "lateness",
            "related");
  }

  @ParameterizedTest
  @CsvSource({
    "2037-01-01T00:00:00Z, PLANNED",
    "2037-01-01T01:00:00+01:00, PLANNED",
    "2026-01-01T00:00:00Z, NOT_RECORDED",
    "2019-01-01T00:00:00Z, BEFORE_CREATION",
    "1970-01-01T00:00:00Z, BEFORE_CREATION",
    "9999-12-31T23:59:59.999999Z, NOT_A_FIRE_TIME"
  })
  void aJobThatIsEnabledIsJudgedByItsTrigger(String at, String outcome) throws SQLException {
    job("enabled");

    assertOutcome(explain("enabled", at), outcome);
  }

  @Test
  void aFireThatWasDeliveredIsToldToTheMicrosecond() throws SQLException {
    job("delivered");
    fire("delivered", "'SUCCEEDED'", "attempt = 2, response_status = 204, response = 'fine'");
    execute(
        "INSERT INTO attempt (job_uid, scheduled_time, attempt, outcome, pod, started_at,"
            + " finished_at, response_status, error) SELECT job_uid, scheduled_time, 1, 'FAILED',"
            + " 'pod-b', first_started_at, '2026-01-01 00:00:01', 503, 'status 503' FROM fire"
            + where("job_id", "delivered"));

    JsonNode answer = explain("delivered", NEW_YEAR);

    assertOutcome(answer, "DELIVERED");
    assertThat(answer.path("summary").asText()).contains("attempt 2 on pod-a", "status 204");
    assertThat(answer.at("/lateness/claim").decimalValue()).isEqualByComparingTo("1.500");
    assertThat(answer.at("/lateness/queue").decimalValue()).isEqualByComparingTo("0.501");
    assertThat(answer.at("/lateness/delivery").decimalValue()).isEqualByComparingTo("8998.000");
    assertThat(answer.at("/lateness/total").decimalValue()).isEqualByComparingTo("9000.001");
    JsonNode attempts = answer.at("/fire/attempts");
    assertThat(attempts).hasSize(2);
    assertThat(attempts.at("/0/podId").asText()).isEqualTo("pod-b");
    assertThat(attempts.at("/0/responseStatus").asInt()).isEqualTo(503);
    assertThat(attempts.at("/0/outcome").asText()).isEqualTo("FAILED");
    assertThat(attempts.at("/1/outcome").asText()).isEqualTo("SUCCEEDED");
    assertThat(attempts.at("/1/response").asText()).isEqualTo("fine");
    String fireId = answer.at("/fire/fireId").asText();
    JsonNode read = ok("/v1/namespaces/" + application.namespace() + "/fires/" + fireId);
    assertThat(read).isEqualTo(answer.path("fire"));
  }

  @Test
  void anAttemptThatIsToBeFollowedIsListedOnce() throws SQLException {
    job("retrying");
    fire(
        "retrying",
        "'RETRYING'",
        "attempt = 1, finished_at = NULL, next_attempt_at = '2037-01-01 00:00:00'");
    execute(
        "INSERT INTO attempt (job_uid, scheduled_time, attempt, outcome, pod, started_at,"
            + " finished_at) SELECT job_uid, scheduled_time, 1, 'FAILED', 'pod-b', started_at,"
            + " '2026-01-01 00:00:05' FROM fire"
            + where("job_id", "retrying"));

    JsonNode attempts = explain("retrying", NEW_YEAR).at("/fire/attempts");

    assertThat(attempts).hasSize(1);
    assertThat(attempts.at("/0/finishedAt").asText()).isEqualTo("2026-01-01T00:00:05Z");
  }

  @ParameterizedTest
  @CsvSource({
    "FAILED, FAILED",
    "RUNNING, IN_PROGRESS",
    "RETRYING, RETRYING",
    "PENDING, WAITING",
    "MISSED, MISSED",
    "SKIPPED, SKIPPED",
    "CANCELLED, CANCELLED"
  })
  void eachStateOfARowHasItsOutcome(String state, String outcome) throws SQLException {
    job("state");
    String open =
        state.equals("RUNNING") || state.equals("RETRYING") || state.equals("PENDING")
            ? "finished_at = NULL, next_attempt_at = '2037-01-01 00:00:00'"
            : "reason = 'for a good reason'";
    fire("state", "'" + state + "'", open);

    JsonNode answer = explain("state", NEW_YEAR);

    assertOutcome(answer, outcome);
    assertThat(answer.at("/fire/state").asText()).isEqualTo(state);
  }

  @Test
  void aRangeStandsForTheTimesInItAndNamesWhatItBecame() throws SQLException {
    job("range");
    fire("range", "'SUCCEEDED'", "attempt = 1");
    execute(
        "INSERT INTO fire (job_uid, scheduled_time, until_time, namespace, job_id, state, rule,"
            + " reason, fire_times, attempt, claimed_at, finished_at) SELECT uid,"
            + " '2022-01-01 00:00:00', '2025-01-01 00:00:00', namespace, id, 'SKIPPED',"
            + " 'COALESCED', 'coalesced into the latest fire time that was due', 4, 0,"
            + " '2026-01-01 00:00:00.001500', '2026-01-01 00:00:00.001500' FROM job"
            + where("id", "range"));

    JsonNode answer = explain("range", "2024-01-01T00:00:00Z");

    assertOutcome(answer, "SKIPPED");
    assertThat(answer.at("/fire/scheduledTime").asText()).isEqualTo("2022-01-01T00:00:00Z");
    assertThat(answer.at("/related/0/role").asText()).isEqualTo("COALESCED_INTO");
    assertThat(answer.at("/related/0/fire/scheduledTime").asText()).isEqualTo(NEW_YEAR);
    assertOutcome(explain("range", "2024-01-02T00:00:00Z"), "NOT_A_FIRE_TIME");
    String uid = application.job("range").path("uid").asText();
    String inRange = uid + "-1704067200000000";
    JsonNode read = ok("/v1/namespaces/" + application.namespace() + "/fires/" + inRange);
    assertThat(read).isEqualTo(answer.path("fire"));
    String before = uid + "-1609459200000000";
    assertProblem(
        application.client().get("/v1/namespaces/" + application.namespace() + "/fires/" + before),
        404,
        "/fireId");
  }

  @Test
  void aRangeIsFoundBehindManyRowsOfTheTimesInIt() throws SQLException {
    job("crowded");
    execute(
        "INSERT INTO fire (job_uid, scheduled_time, until_time, namespace, job_id, state, rule,"
            + " fire_times, attempt, claimed_at, finished_at) SELECT uid, '2022-01-01 00:00:00',"
            + " '2025-01-01 00:00:00', namespace, id, 'SKIPPED', 'COALESCED', 4, 0,"
            + " '2026-01-01 00:00:00', '2026-01-01 00:00:00' FROM job"
            + where("id", "crowded"));
    for (int i = 0; i < 150; i++) {
      execute(
          "INSERT INTO fire (job_uid, scheduled_time, namespace, job_id, state, attempt,"
              + " claimed_at) SELECT uid, DATE_ADD('2023-06-01', INTERVAL "
              + i
              + " MINUTE), namespace, id, 'SUCCEEDED', 1, '2026-01-01 00:00:00' FROM job"
              + where("id", "crowded"));
    }

    JsonNode answer = explain("crowded", "2024-01-01T00:00:00Z");

    assertOutcome(answer, "SKIPPED");
    assertThat(answer.at("/fire/scheduledTime").asText()).isEqualTo("2022-01-01T00:00:00Z");
  }

  @Test
  void aSkipNamesTheFireThatWasUnderWay() throws SQLException {
    job("overlap");
    fire("overlap", "'SKIPPED'", "rule = 'MAX_INSTANCES', reason = 'maxInstances is 1'");
    execute(
        "INSERT INTO fire (job_uid, scheduled_time, namespace, job_id, state, attempt, claimed_at,"
            + " first_started_at, started_at, finished_at) SELECT uid, '2025-01-01 00:00:00',"
            + " namespace, id, 'SUCCEEDED', 1, '2025-01-01 00:00:00', '2025-01-01 00:00:00',"
            + " '2025-01-01 00:00:00', '2026-02-01 00:00:00' FROM job"
            + where("id", "overlap"));

    JsonNode answer = explain("overlap", NEW_YEAR);

    assertOutcome(answer, "SKIPPED");
    assertThat(answer.at("/related/0/role").asText()).isEqualTo("OVERLAPPED_BY");
    assertThat(answer.at("/related/0/fire/scheduledTime").asText())
        .isEqualTo("2025-01-01T00:00:00Z");
    assertThat(answer.toString()).contains("maxInstances is 1");
  }

  @Test
  void boundsAndCompletionHaveTheirSay() throws SQLException {
    job("bounds", "\"startTime\": \"2025-06-01T00:00:00Z\", \"endTime\": \"2030-01-01T00:00:00Z\"");
    job("limited", "\"maxFires\": 2");
    job("completed");
    execute(
        "UPDATE job SET state = 'COMPLETED', next_run_time = NULL, state_by = 'carillon',"
            + " state_changed_at = '2026-02-01 00:00:00'"
            + where("id", "completed"));

    assertOutcome(explain("bounds", "2025-01-01T00:00:00Z"), "OUTSIDE_SCHEDULE");
    assertOutcome(explain("bounds", "2031-01-01T00:00:00Z"), "OUTSIDE_SCHEDULE");
    assertOutcome(explain("bounds", "2030-01-01T00:00:00Z"), "PLANNED");
    assertOutcome(explain("limited", "2028-01-01T00:00:00Z"), "PLANNED");
    assertOutcome(explain("limited", "2029-01-01T00:00:00Z"), "WOULD_BE_AFTER_COMPLETION");
    assertOutcome(explain("completed", "2030-01-01T00:00:00Z"), "WOULD_BE_AFTER_COMPLETION");
    assertOutcome(explain("completed", NEW_YEAR), "NOT_RECORDED");
  }

  @Test
  void aJobThatCannotBeReadIsExplainedAllTheSame() throws SQLException {
    job("broken");
    execute(
        "UPDATE job SET state = 'ERROR', state_reason = 'it cannot be read', next_run_time = NULL,"
            + " state_changed_at = '2026-02-01 00:00:00', trigger_spec = '{\"type\": \"lunar\"}'"
            + where("id", "broken"));

    JsonNode answer = explain("broken", "2030-01-01T00:00:00Z");

    assertOutcome(answer, "JOB_ERROR");
    assertThat(answer.toString()).contains("it cannot be read");
  }

  @Test
  void clocksThatChangeAreToldOf() throws SQLException {
    application.put(
        "berlin",
        "{\"type\": \"cron\", \"expression\": \"30 2 * * *\", \"timeZone\": \"Europe/Berlin\"}",
        JobTexts.http());
    execute("UPDATE job SET created_at = '2020-06-01 00:00:00'" + where("id", "berlin"));

    JsonNode gap = explain("berlin", "2026-03-29T02:30:00+01:00");
    JsonNode first = explain("berlin", "2027-10-31T02:30:00+02:00");
    JsonNode second = explain("berlin", "2027-10-31T02:30:00+01:00");

    assertOutcome(gap, "NOT_A_FIRE_TIME");
    assertThat(gap.at("/schedule/notes/0/rule").asText()).isEqualTo("GAP_SKIP");
    assertThat(gap.path("summary").asText()).contains("does not exist in Europe/Berlin");
    assertOutcome(first, "PLANNED");
    assertOutcome(second, "PLANNED");
    assertThat(second.at("/schedule/before")).isEqualTo(first.path("at"));
    assertThat(first.at("/schedule/notes/0/rule").asText()).isEqualTo("OVERLAP_BOTH");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-01-01",
        "2026-01-01T00:00:00",
        "2026-02-30T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "%00"
      })
  void whatIsNoInstantIsRefused(String at) throws SQLException {
    job("refused");

    assertProblem(get("refused", "?at=" + at.replace("+", "%2B")), 400, "/at");
  }

  @Test
  void theInstantIsRequiredAndSoIsTheJob() throws SQLException {
    job("required");

    assertProblem(get("required", ""), 400, "/at");
    assertProblem(get("unknown", "?at=" + NEW_YEAR), 404, "/id");
    assertProblem(get("-", "?at=" + NEW_YEAR), 400, "/id");
    assertProblem(
        new Application("explain-other")
            .client()
            .get(application.path("required:explain?at=" + NEW_YEAR).replace("/explain", "/other")),
        404,
        "/id");
  }

  private void job(String id, String... members) throws SQLException {
    application.put(id, YEARLY, JobTexts.http(), members);
    execute("UPDATE job SET created_at = '2020-06-01 00:00:00'" + where("id", id));
  }

  /** A row for New Year 2026, decided 1.5 ms late, started 0.501 ms later, over after 9 s. */
  private void fire(String id, String state, String more) throws SQLException {
    execute(
        "INSERT INTO fire (job_uid, scheduled_time, namespace, job_id, state, attempt, lease_owner,"
            + " claimed_at, first_started_at, started_at, finished_at) SELECT uid,"
            + " '2026-01-01 00:00:00', namespace, id, "
            + state
            + ", 0, 'pod-a', '2026-01-01 00:00:00.001500', '2026-01-01 00:00:00.002001',"
            + " '2026-01-01 00:00:04', '2026-01-01 00:00:09.000001' FROM job"
            + where("id", id));
    execute("UPDATE fire SET " + more + where("job_id", id));
  }

  private String where(String column, String id) {
    return " WHERE namespace = '" + application.namespace() + "' AND " + column + " = '" + id + "'";
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection()) {
      assertThat(connection.createStatement().executeUpdate(sql)).as(sql).isPositive();
    }
  }

  private JsonNode explain(String id, String at) {
    return ok(
        application.path(id + ":explain?at=" + URLEncoder.encode(at, StandardCharsets.UTF_8)));
  }

  private HttpResponse<String> get(String id, String query) {
    return application.client().get(application.path(id + ":explain" + query));
  }

  private JsonNode ok(String path) {
    HttpResponse<String> answer = application.client().get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Application.json(answer);
  }

  private static void assertOutcome(JsonNode answer, String outcome) {
    assertThat(answer.path("outcome").asText()).as(answer.toString()).isEqualTo(outcome);
    assertThat(answer.path("summary").asText()).endsWith(".");
    assertThat(answer.path("reasons")).isNotEmpty();
  }
}
