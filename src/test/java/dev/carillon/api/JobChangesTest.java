package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What was changed on a job is written down, and times before are judged by what was so then. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class JobChangesTest {

  private static final String YEARLY = "{\"type\": \"cron\", \"expression\": \"0 0 1 1 *\"}";
  private static final String SUMMERS = "{\"type\": \"cron\", \"expression\": \"0 0 1 7 *\"}";
  private static final String NEW_YEAR = "2026-01-01T00:00:00Z";
  private static final String SUMMER = "2026-07-01T00:00:00Z";

  @Inject AgroalDataSource database;

  private final Application application = new Application("changes");

  @Test
  void creatingAJobAndLeavingItAsItIsWritesNothing() throws SQLException {
    String job = JobTexts.jobOf(YEARLY, JobTexts.http());
    application.client().put(application.path("same"), job);
    application.client().put(application.path("same"), job);
    application.client().put(application.path("same?validateOnly=true"), JobTexts.job());
    patch("same?validateOnly=true", "{\"description\": \"other\"}");
    application.client().post(application.path("same:resume"), "");

    assertThat(changes("same")).isEmpty();
  }

  @Test
  void eachKindOfChangeHasItsRow() throws SQLException {
    job("kinds");
    patch("kinds", "{\"description\": \"other\"}");
    patch("kinds", "{\"timeZone\": \"Europe/Berlin\"}");
    patch("kinds", "{\"startTime\": \"2027-06-01T00:00:00Z\"}");
    pause("kinds", "{\"reason\": \"repair\", \"by\": \"ann\"}");
    pause("kinds", "{\"reason\": \"long repair\", \"by\": \"ann\"}");
    application.client().post(application.path("kinds:pause"), "");
    application.client().post(application.path("kinds:resume"), "");
    String uid = application.job("kinds").path("uid").asText();
    application.client().delete(application.path("kinds"));

    assertThat(changesOf(uid))
        .containsExactly(
            "MODIFIED null null",
            "TRIGGER_CHANGED null null",
            "TRIGGER_CHANGED null null",
            "PAUSED ann repair",
            "PAUSED ann long repair",
            "RESUMED null null",
            "DELETED null null");
  }

  @Test
  void aPauseOfThePastIsToldOf() throws SQLException {
    job("paused");
    pause("paused", "{\"reason\": \"repair\", \"by\": \"ann\"}");
    application.client().post(application.path("paused:resume"), "");
    shift("paused", "PAUSED", "2025-12-31 12:00:00");

    JsonNode during = explain("paused", NEW_YEAR);
    JsonNode before = explain("paused", "2025-01-01T00:00:00Z");

    assertThat(during.path("outcome").asText()).as(during.toString()).isEqualTo("PAUSED");
    assertThat(during.at("/jobState/by").asText()).isEqualTo("ann");
    assertThat(during.at("/jobState/since").asText()).isEqualTo("2025-12-31T12:00:00Z");
    assertThat(during.at("/jobState/reason").asText()).isEqualTo("repair");
    assertThat(before.path("outcome").asText()).isEqualTo("NOT_RECORDED");
  }

  @Test
  void aPauseOfNowHoldsForTheFutureUntilItEnds() throws SQLException {
    job("now");
    pause("now", "{\"reason\": \"repair\", \"by\": \"ann\", \"until\": \"2030-06-01T00:00:00Z\"}");

    JsonNode paused = explain("now", "2030-01-01T00:00:00Z");
    JsonNode planned = explain("now", "2031-01-01T00:00:00Z");

    assertThat(paused.path("outcome").asText()).as(paused.toString()).isEqualTo("PAUSED");
    assertThat(paused.path("summary").asText()).contains("by ann", "until 2030-06-01T00:00:00Z");
    assertThat(planned.path("outcome").asText()).as(planned.toString()).isEqualTo("PLANNED");
  }

  @Test
  void aPauseThatEndsByItselfIsCarillonsFromThen() throws SQLException {
    job("ends");
    pause("ends", "{\"by\": \"ann\", \"until\": \"" + soon() + "\"}");

    JsonNode job =
        Awaitility.await()
            .until(
                () -> application.job("ends"), it -> it.path("state").asText().equals("ENABLED"));

    assertThat(job.path("stateBy").asText()).isEqualTo("carillon");
    assertThat(Instant.parse(job.path("stateChangedAt").asText()))
        .isAfter(Instant.parse(job.path("createdAt").asText()));
  }

  @Test
  void aTimeBeforeTheTriggerWasChangedIsJudgedByTheOldOne() throws SQLException {
    job("trigger");
    patch("trigger", "{\"trigger\": " + SUMMERS + "}");
    shift("trigger", "TRIGGER_CHANGED", "2026-03-01 00:00:00");

    JsonNode before = explain("trigger", NEW_YEAR);
    JsonNode after = explain("trigger", SUMMER);

    assertThat(before.at("/schedule/fireTime").asBoolean()).as(before.toString()).isTrue();
    assertThat(before.at("/schedule/replacedAt").asText()).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(before.path("reasons").toString()).contains("TRIGGER_CHANGED");
    assertThat(after.at("/schedule/fireTime").asBoolean()).as(after.toString()).isTrue();
    assertThat(after.at("/schedule/replacedAt").isNull()).isTrue();
    assertThat(explain("trigger", "2027-01-01T00:00:00Z").path("outcome").asText())
        .isEqualTo("NOT_A_FIRE_TIME");
  }

  @Test
  void soItIsWithBoundsThatWereChanged() throws SQLException {
    application.put("bounds", YEARLY, JobTexts.http(), "\"startTime\": \"2026-02-01T00:00:00Z\"");
    age("bounds");
    patch("bounds", "{\"startTime\": null}");
    shift("bounds", "TRIGGER_CHANGED", "2026-03-01 00:00:00");

    JsonNode before = explain("bounds", NEW_YEAR);

    assertThat(before.path("outcome").asText()).as(before.toString()).isEqualTo("OUTSIDE_SCHEDULE");
    assertThat(before.path("summary").asText()).contains("2026-02-01T00:00:00Z");
  }

  @Test
  void whatCarillonChangedIsWrittenWhenItEnds() throws SQLException {
    application.put("completed", JobTexts.PAST, JobTexts.http());
    Awaitility.await()
        .until(() -> application.job("completed").path("state").asText().equals("COMPLETED"));
    String since = application.job("completed").path("stateChangedAt").asText();
    assertThat(changes("completed")).isEmpty();

    patch("completed", "{\"trigger\": " + YEARLY.replace("{", "{\"runDate\": null, ") + "}");

    assertThat(changes("completed"))
        .containsExactly(
            "COMPLETED carillon null", "TRIGGER_CHANGED null null", "RESUMED null null");
    List<Instant> times = times("completed");
    assertThat(times.get(0)).isEqualTo(Instant.parse(since));
    assertThat(times.get(2)).isEqualTo(times.get(1).plusNanos(1000));
    assertThat(application.job("completed").path("stateChangedAt").asText()).isNotEqualTo(since);
  }

  private void job(String id) throws SQLException {
    application.put(id, YEARLY, JobTexts.http());
    age(id);
  }

  private void age(String id) throws SQLException {
    execute("UPDATE job SET created_at = '2020-06-01 00:00:00'" + where(id));
  }

  private void patch(String id, String body) {
    ok(application.client().patch(application.path(id), body));
  }

  private void pause(String id, String body) {
    ok(application.client().post(application.path(id + ":pause"), body));
  }

  private JsonNode explain(String id, String at) {
    return ok(application.client().get(application.path(id + ":explain?at=" + at)));
  }

  private static JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Application.json(answer);
  }

  /** An instant that is near by the database's clock. */
  private String soon() throws SQLException {
    return query("SELECT CAST(UTC_TIMESTAMP(6) + INTERVAL 1 SECOND AS CHAR)")
            .get(0)
            .replace(' ', 'T')
        + "Z";
  }

  /** Moves a change into the past, as if it had been made then. */
  private void shift(String id, String kind, String time) throws SQLException {
    execute(
        "UPDATE job_change SET changed_at = '"
            + time
            + "' WHERE kind = '"
            + kind
            + "' AND job_uid = (SELECT uid FROM job"
            + where(id)
            + ")");
  }

  private List<String> changes(String id) throws SQLException {
    return changesOf(application.job(id).path("uid").asText());
  }

  private List<String> changesOf(String uid) throws SQLException {
    return query(
        "SELECT CONCAT(kind, ' ', COALESCE(changed_by, 'null'), ' ', COALESCE(reason, 'null'))"
            + " FROM job_change"
            + of(uid));
  }

  private List<Instant> times(String id) throws SQLException {
    String uid = application.job(id).path("uid").asText();
    return query("SELECT CAST(changed_at AS CHAR) FROM job_change" + of(uid)).stream()
        .map(time -> Instant.parse(time.replace(' ', 'T') + "Z"))
        .toList();
  }

  private static String of(String uid) {
    return " WHERE job_uid = UNHEX('" + uid.replace("-", "") + "') ORDER BY changed_at";
  }

  private String where(String id) {
    return " WHERE namespace = '" + application.namespace() + "' AND id = '" + id + "'";
  }

  private List<String> query(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return values;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection()) {
      assertThat(connection.createStatement().executeUpdate(sql)).as(sql).isPositive();
    }
  }
}
