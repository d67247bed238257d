package dev.carillon.scheduler;

import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.metrics.Violation;
import dev.carillon.testing.Answer;
import dev.carillon.testing.Application;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import dev.carillon.testing.Scrape;
import dev.carillon.testing.Sql;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every kind of damage, made in the database: it is found, counted and mended. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class InvariantScanTest {

  private static final String PAST = "{\"type\": \"date\", \"runDate\": \"2024-02-29T12:00:00Z\"}";
  private static final String EVERY_SECOND = "{\"type\": \"interval\", \"seconds\": 1}";
  private static final String LATE_RETRY =
      "\"retryPolicy\": {\"minBackoff\": \"PT1H\", \"maxBackoff\": \"PT1H\", \"jitter\": 0}";
  private static final String OF_JOB =
      " WHERE job_uid = (SELECT uid FROM job WHERE namespace = ? AND id = ?)";
  private static HttpReceiver receiver;

  @Inject AgroalDataSource database;
  @Inject Transactions transactions;
  @Inject Clock clock;
  @Inject ScanParts parts;

  private final Application application = new Application("scan");
  private InvariantScan scan;

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @BeforeEach
  void begin() throws SQLException {
    ModelRun.clear(transactions);
    scan = parts.withoutOverdue(clock);
  }

  @AfterEach
  void clear() throws SQLException {
    ModelRun.clear(transactions);
  }

  @Test
  void anEnabledJobWithoutNextRunTimeIsPlannedAgain() throws SQLException {
    application.put("unplanned", EVERY_SECOND, http("/unplanned"));
    application.awaitFires("unplanned", 1, state("SUCCEEDED"));
    damageJob("unplanned", "next_run_time = NULL");
    int before = application.fires("unplanned").size();

    scan.turn();

    assertMended(Violation.JOB_UNPLANNED, 1);
    application.awaitFires("unplanned", before + 2, state("SUCCEEDED"));
  }

  /** What went by meanwhile is decided by the claim, by the rules of the job. */
  @Test
  void nothingIsLostWhileAJobHasNoNextRunTime() throws SQLException {
    application.put(
        "caught-up",
        "{\"type\": \"interval\", \"hours\": 1}",
        http("/caught-up"),
        "\"coalesce\": \"ALL\", \"maxInstances\": null");
    Instant first = clock.instant().minus(Duration.ofHours(3)).minusSeconds(60);
    damageJob("caught-up", "next_run_time = NULL, trigger_set_at = ?", first);

    scan.turn();

    assertMended(Violation.JOB_UNPLANNED, 1);
    application.awaitFires("caught-up", 3, state("SUCCEEDED"));
    assertThat(application.fires("caught-up"))
        .extracting(fire -> Instant.parse(fire.path("scheduledTime").asText()))
        .containsExactly(at(first, 3), at(first, 2), at(first, 1));
  }

  private static Instant at(Instant first, int hours) {
    return first.plus(Duration.ofHours(hours)).truncatedTo(java.time.temporal.ChronoUnit.MICROS);
  }

  @Test
  void aTriggerThatCannotBePlannedIsAnErrorWithAReason() throws SQLException {
    application.put("lunar", PAST.replace("2024", "2104"), http("/lunar"));
    damageJob("lunar", "next_run_time = NULL, trigger_spec = '{\"type\": \"lunar\"}'");

    scan.turn();

    assertMended(Violation.JOB_UNPLANNED, 1);
    JsonNode job = application.job("lunar");
    assertThat(job.path("state").asText()).isEqualTo("ERROR");
    assertThat(job.path("stateReason").asText()).contains("no next run time", "lunar");
  }

  @Test
  void aStoppedJobIsNotPlanned() throws SQLException {
    application.put("stopped", EVERY_SECOND, http("/stopped"));
    application.client().post(application.path("stopped:pause"), "");
    damageJob("stopped", "next_run_time = '2100-01-01'");

    scan.turn();

    assertMended(Violation.JOB_MISPLANNED, 1);
    assertThat(application.job("stopped").has("nextRunTime")).isFalse();
    application.client().post(application.path("stopped:resume"), "");
    application.awaitFires("stopped", 1, state("SUCCEEDED"));
  }

  @Test
  void aPauseEndsThoughItsEndWasLost() throws SQLException {
    application.put("until", EVERY_SECOND, http("/until"));
    Instant until = clock.instant().plusSeconds(2);
    application.client().post(application.path("until:pause"), "{\"until\": \"" + until + "\"}");
    damageJob("until", "next_run_time = NULL");

    scan.turn();

    assertMended(Violation.JOB_MISPLANNED, 1);
    application.awaitFires(
        "until",
        1,
        fire -> Instant.parse(fire.path("scheduledTime").asText()).isAfter(until.minusMillis(1)));
  }

  @Test
  void aFireThatNothingHoldsIsDelivered() throws SQLException {
    retrying("orphan");
    damageFires("orphan", "next_attempt_at = NULL");

    scan.turn();

    assertMended(Violation.FIRE_ORPHANED, 1);
    application.awaitFires("orphan", 1, state("SUCCEEDED"));
    assertThat(application.job("orphan").path("inFlight").asInt()).isZero();
  }

  @Test
  void aRunningFireWithoutLeaseIsTakenOver() throws SQLException {
    retrying("lost");
    damageFires("lost", "state = 'RUNNING', lease_owner = 'a-dead-pod', next_attempt_at = NULL");

    scan.turn();

    assertMended(Violation.FIRE_ORPHANED, 1);
    JsonNode fire = application.awaitFires("lost", 1, state("SUCCEEDED")).get(0);
    assertThat(fire.path("reason").asText()).contains("a-dead-pod");
  }

  @Test
  void aFireThatNothingHoldsAndWhoseJobIsGoneIsWithdrawn() throws SQLException {
    retrying("gone");
    String fireId = application.fires("gone").get(0).path("fireId").asText();
    damageFires("gone", "next_attempt_at = NULL");
    sql().update("DELETE FROM job WHERE namespace = ?", application.namespace());

    scan.turn();

    assertMended(Violation.FIRE_ORPHANED, 1);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> fireState(fireId).equals("CANCELLED"));
  }

  @Test
  void countsThatHoldAJobBackAreCorrected() throws SQLException {
    application.put("counts", EVERY_SECOND, http("/counts"));
    application.awaitFires("counts", 1, state("SUCCEEDED"));
    damageJob("counts", "in_flight = in_flight + 3, waiting = 2, dead_letters = 1");
    application.awaitFires("counts", 1, state("SKIPPED"));

    scan.turn();

    assertMended(Violation.JOB_COUNTS, 1);
    int before = application.fires("counts").size();
    application.awaitFires("counts", 1, fire -> fire.path("state").asText().equals("SUCCEEDED"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                application
                    .fires("counts")
                    .subList(0, application.fires("counts").size() - before)
                    .stream()
                    .anyMatch(state("SUCCEEDED")));
    assertThat(sql().number("SELECT dead_letters + waiting FROM job WHERE id = 'counts'")).isZero();
  }

  @Test
  void countsOfALongLedgerAreCorrectedStepByStep() throws SQLException {
    application.put("long", PAST.replace("2024", "2104"), http("/long"));
    sql()
        .update(
            """
            INSERT INTO fire (job_uid, scheduled_time, namespace, job_id, state, attempt, claimed_at,
              finished_at)
            WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 900)
            SELECT j.uid, '2020-01-01' + INTERVAL (a.i * 900 + b.i) SECOND, j.namespace, j.id,
              'SUCCEEDED', 1, '2020-01-01', '2020-01-01'
            FROM job j, n a, n b WHERE j.namespace = ? AND a.i <= 30""",
            application.namespace());
    damageJob("long", "in_flight = 1");

    scan.turn();
    assertThat(parts.repairs()).isEmpty();
    scan.turn();

    assertMended(Violation.JOB_COUNTS, 1);
    assertThat(application.job("long").path("inFlight").asInt()).isZero();
  }

  @Test
  void aNoteThatAFinalFireWaitsIsRemoved() throws SQLException {
    application.put("final", PAST, http("/final"));
    application.awaitFires("final", 1, state("SUCCEEDED"));
    wait("final", "PAUSE", "");

    scan.turn();

    assertMended(Violation.WAIT_UNFOUNDED, 1);
    assertThat(sql().number("SELECT COUNT(*) FROM waiting_fire")).isZero();
  }

  @Test
  void aFireThatWaitsForTheEndOfAPauseThatIsOverGoesOn() throws SQLException {
    retrying("resumed");
    damageFires("resumed", "next_attempt_at = NULL");
    wait("resumed", "PAUSE", "");

    scan.turn();

    assertMended(Violation.WAIT_OVER, 1);
    application.awaitFires("resumed", 1, state("SUCCEEDED"));
  }

  @Test
  void aFireThatWaitsForAnInstanceThatIsFreeGetsIt() throws SQLException {
    retrying("free");
    damageFires("free", "next_attempt_at = NULL, state = 'PENDING'");
    wait("free", "OVERLAP", "");
    damageJob("free", "waiting = 1");

    scan.turn();

    assertMended(Violation.WAIT_OVER, 1);
    application.awaitFires("free", 1, state("SUCCEEDED"));
  }

  @Test
  void aFireThatWaitsForALaneThatIsFreeGoesOn() throws SQLException {
    retrying("laned");
    damageFires("laned", "next_attempt_at = NULL, state = 'PENDING'");
    wait("laned", "LANE", "nobody/holds");

    scan.turn();

    assertMended(Violation.WAIT_OVER, 1);
    application.awaitFires("laned", 1, state("SUCCEEDED"));
  }

  @Test
  void aFireThatWaitsAndWhoseJobIsGoneIsWithdrawn() throws SQLException {
    retrying("left");
    String fireId = application.fires("left").get(0).path("fireId").asText();
    damageFires("left", "next_attempt_at = NULL");
    wait("left", "PAUSE", "");
    sql().update("DELETE FROM job WHERE namespace = ?", application.namespace());

    scan.turn();

    assertMended(Violation.WAIT_OVER, 1);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> fireState(fireId).equals("CANCELLED"));
  }

  @Test
  void aLaneWhoseFireIsFinalGoesToTheNext() throws SQLException {
    receiver.answer("/first", Answer.status(503));
    String ordered = "\"ordered\": true, " + LATE_RETRY;
    application.put("first", PAST, keyed("/first"), ordered);
    application.awaitFires("first", 1, state("RETRYING"));
    application.put("second", PAST, keyed("/second"), ordered);
    application.awaitFires("second", 1, state("PENDING"));
    damageFires("first", "state = 'SUCCEEDED', next_attempt_at = NULL, finished_at = claimed_at");
    damageJob("first", "in_flight = 0");

    scan.turn();

    assertMended(Violation.LANE_STUCK, 1);
    application.awaitFires("second", 1, state("SUCCEEDED"));
    Awaitility.await().until(() -> sql().number("SELECT COUNT(*) FROM lane") == 0);
  }

  @Test
  void twoScansAtOnceMendEverythingOnce() throws SQLException {
    int jobs = 30;
    for (int i = 0; i < jobs; i++) {
      application.put("both-" + i, PAST.replace("2024", "2104"), http("/both"));
    }
    sql()
        .update(
            "UPDATE job SET next_run_time = NULL, in_flight = 2, waiting = 1 WHERE namespace = ?",
            application.namespace());
    InvariantScan other = parts.withoutOverdue(clock);

    CompletableFuture<Void> one = CompletableFuture.runAsync(() -> turn(scan));
    CompletableFuture<Void> two = CompletableFuture.runAsync(() -> turn(other));
    CompletableFuture.allOf(one, two).join();
    // What one had locked the other has left alone.
    scan.turn();

    assertThat(parts.repairs(Violation.JOB_UNPLANNED)).isEqualTo(jobs);
    assertThat(parts.repairs(Violation.JOB_COUNTS)).isEqualTo(jobs);
    assertThat(
            sql()
                .number(
                    "SELECT COUNT(*) FROM job WHERE in_flight = 0 AND waiting = 0"
                        + " AND next_run_time = '2104-02-29 12:00:00'"))
        .isEqualTo(jobs);
  }

  @Test
  void theApplicationCountsItsRepairsForPrometheus() {
    Scrape scrape = Scrape.of(application.client());

    for (Violation kind : Violation.values()) {
      String tag = "kind=\"" + kind.tag() + "\"";
      assertThat(scrape.series("carillon_invariant_repairs_total", tag)).hasSize(1);
      assertThat(scrape.series("carillon_invariant_violations_total", tag)).hasSize(1);
    }
  }

  private static void turn(InvariantScan scan) {
    try {
      scan.turn();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** That, and nothing else; a further scan finds nothing. */
  private void assertMended(Violation kind, int times) throws SQLException {
    assertThat(parts.repairs()).isEqualTo(times + " " + kind.tag());
    assertThat(parts.found(kind)).isEqualTo(times);
    scan.turn();
    assertThat(parts.repairs()).isEqualTo(times + " " + kind.tag());
  }

  /** A job whose only fire waits for its second attempt, which succeeds. */
  private void retrying(String id) {
    receiver.answer("/" + id, Answer.status(503));
    application.put(id, PAST, http("/" + id), LATE_RETRY);
    application.awaitFires(id, 1, state("RETRYING"));
    receiver.answer("/" + id, Answer.OK);
  }

  private void damageJob(String id, String assignments, Object... values) throws SQLException {
    Object[] all = new Object[values.length + 2];
    System.arraycopy(values, 0, all, 0, values.length);
    all[values.length] = application.namespace();
    all[values.length + 1] = id;
    assertThat(
            sql().update("UPDATE job SET " + assignments + " WHERE namespace = ? AND id = ?", all))
        .isEqualTo(1);
  }

  private void damageFires(String id, String assignments) throws SQLException {
    assertThat(sql().update("UPDATE fire SET " + assignments + OF_JOB, application.namespace(), id))
        .isEqualTo(1);
  }

  private void wait(String id, String cause, String lane) throws SQLException {
    sql()
        .update(
            "INSERT INTO waiting_fire (job_uid, scheduled_time, cause, lane)"
                + " SELECT job_uid, scheduled_time, ?, ? FROM fire"
                + OF_JOB,
            cause,
            lane,
            application.namespace(),
            id);
  }

  private String fireState(String fireId) {
    return Application.json(
            application
                .client()
                .get("/v1/namespaces/" + application.namespace() + "/fires/" + fireId))
        .path("state")
        .asText();
  }

  private Sql sql() {
    return new Sql(database);
  }

  private static String http(String path) {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri(path) + "\", \"body\": {\"n\": 1}}";
  }

  private static String keyed(String path) {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri(path) + "\", \"key\": \"same\"}";
  }
}
