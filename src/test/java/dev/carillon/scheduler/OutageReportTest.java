package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import dev.carillon.testing.Sql;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After an hour without any process, the report says what became of every fire time of it. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class OutageReportTest {

  private static final String EVERY_SECOND =
      "{\"type\": \"cron\", \"expression\": \"* * * * * *\"}";
  private static final String EVERY_MINUTE = "{\"type\": \"cron\", \"expression\": \"* * * * *\"}";
  private static final int MOST = 20;

  @Inject Membership membership;
  @Inject DatabaseClock clock;
  @Inject AgroalDataSource database;

  private final Application application = new Application("outage");
  private HttpReceiver receiver;
  private Sql sql;

  @BeforeEach
  void pause() throws SQLException {
    receiver = HttpReceiver.create();
    sql = new Sql(database);
    application.pauseScheduler();
    // What other tests have left behind is not to be counted.
    sql.update("UPDATE job SET next_run_time = NULL, state = 'COMPLETED' WHERE next_run_time > 0");
  }

  @AfterEach
  void close() {
    for (String id : List.of("latest", "all", "bounded", "aged", "late")) {
      application.client().delete(application.path(id));
    }
    application.resumeScheduler();
    receiver.close();
  }

  @Test
  void addsUpForEveryPolicy() throws SQLException {
    put("latest", EVERY_SECOND, "LATEST", "\"maxInstances\": 1");
    put("all", EVERY_MINUTE, "ALL", "\"maxInstances\": null");
    put("bounded", EVERY_SECOND, "ALL", "\"catchUp\": {\"maxCount\": " + MOST + "}");
    put("aged", EVERY_SECOND, "LATEST", "\"catchUp\": {\"maxAge\": \"PT30M\"}");

    JsonNode report = reportOfAnHour();

    Instant startedAt = Instant.parse(report.path("startedAt").asText());
    Instant endedAt = Instant.parse(report.path("endedAt").asText());
    long seconds = times(startedAt, endedAt, 1);
    long minutes = times(startedAt, endedAt, 60);
    JsonNode byRule = report.path("byRule");
    assertThat(report.path("due").asLong()).isEqualTo(3 * seconds + minutes);
    assertThat(sum(byRule)).isEqualTo(report.path("due").asLong());
    assertThat(
            report.path("caughtUp").asLong()
                + report.path("coalesced").asLong()
                + report.path("missed").asLong()
                + report.path("skipped").asLong())
        .isEqualTo(report.path("due").asLong());
    assertThat(byRule.path("CATCH_UP_MAX_COUNT").asLong()).isEqualTo(seconds - MOST);
    long aged = byRule.path("CATCH_UP_MAX_AGE").asLong();
    assertThat(aged).isBetween(1799L, 1800L + 60);
    // The latest of all may be later than the end of the outage.
    long latest = byRule.path("DELIVERED").asLong() - MOST - minutes;
    assertThat(latest).isBetween(0L, 2L);
    assertThat(byRule.path("COALESCED").asLong()).isEqualTo(2 * seconds - aged - latest);
    assertThat(report.path("missed").asLong()).isEqualTo(seconds - MOST + aged);
    assertThat(report.path("skipped").asLong()).isZero();
  }

  @Test
  void countsFireTimesThatAreTooLateAndThoseWithoutAnInstance() throws SQLException {
    put("late", EVERY_MINUTE, "ALL", "\"misfireGraceTime\": \"PT30M\"", "\"maxInstances\": null");

    JsonNode report = reportOfAnHour();

    long due = report.path("due").asLong();
    assertThat(due).isBetween(60L, 62L);
    assertThat(report.at("/byRule/MISFIRE_GRACE_TIME").asLong()).isBetween(29L, 32L);
    assertThat(report.path("caughtUp").asLong() + report.path("missed").asLong()).isEqualTo(due);
  }

  @Test
  void aJobThatWasMadeAfterwardsWasNotDue() throws SQLException {
    beDownForAnHour();
    application.put(
        "late",
        "{\"type\": \"date\", \"runDate\": \"" + clock.instant().minusSeconds(600) + "\"}",
        target());
    application.resumeScheduler();

    application.awaitFires("late", 1, fire -> true);

    assertThat(latest().path("due").asLong()).isZero();
  }

  private JsonNode reportOfAnHour() throws SQLException {
    Instant end = beDownForAnHour();
    application.resumeScheduler();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                sql.number(
                        "SELECT COUNT(*) FROM job WHERE namespace = ? AND next_run_time <= ?",
                        application.namespace(),
                        end)
                    == 0);
    return latest();
  }

  private Instant beDownForAnHour() throws SQLException {
    Instant begin = clock.instant().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MINUTES);
    sql.update("UPDATE pod SET heartbeat_at = ?", begin);
    sql.update(
        "UPDATE job SET next_run_time = ?, trigger_set_at = ? WHERE namespace = ?",
        begin,
        begin,
        application.namespace());
    membership.enter();
    return clock.instant();
  }

  private JsonNode latest() {
    return Application.json(application.client().get("/v1/scheduler/outages?pageSize=1"))
        .at("/outages/0");
  }

  private void put(String id, String trigger, String coalesce, String... members) {
    application.put(
        id, trigger, target(), "\"coalesce\": \"" + coalesce + "\", " + String.join(", ", members));
  }

  private String target() {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri("/outage") + "\"}";
  }

  /** Whole steps of so many seconds between two instants, both inclusive; the first is one. */
  private static long times(Instant first, Instant last, long step) {
    return Duration.between(first, last).toSeconds() / step + 1;
  }

  private static long sum(JsonNode counts) {
    long sum = 0;
    for (JsonNode count : counts) {
      sum += count.asLong();
    }
    return sum;
  }
}
