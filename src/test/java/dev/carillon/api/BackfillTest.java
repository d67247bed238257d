package dev.carillon.api;

import static dev.carillon.api.JobTexts.http;
import static dev.carillon.testing.Application.state;
import static java.time.temporal.ChronoUnit.MICROS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.HttpArrival;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times of the past are delivered after all, each at most once. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class BackfillTest {

  /** The first of January of each year. */
  private static final String YEARLY = "{\"type\": \"cron\", \"expression\": \"0 0 1 1 *\"}";

  private static final String EVERY_MINUTE =
      "{\"type\": \"interval\", \"minutes\": 1, \"startDate\": \"2024-01-01T00:00:00Z\"}";
  private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");
  private static final Instant EARLY = Instant.parse("2020-01-01T00:00:00Z");
  private static HttpReceiver receiver;

  @Inject AgroalDataSource database;

  private final Application application = new Application("backfill");

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @Test
  void theTimesOfTheWindowArriveUnderTheIdsTheyWouldHaveHad() {
    String uid = put("yearly", YEARLY, to("/yearly")).path("uid").asText();

    JsonNode answer = accepted("yearly", window(year(2015), year(2019), "\"rate\": 1000"));

    assertThat(answer.path("count").asInt()).isEqualTo(5);
    assertThat(answer.path("existing").asInt()).isZero();
    assertThat(answer.path("more").asBoolean()).isFalse();
    assertThat(answer.has("next")).isFalse();
    assertThat(answer.has("times")).isFalse();
    assertThat(instant(answer, "first")).isEqualTo(year(2015));
    assertThat(instant(answer, "last")).isEqualTo(year(2019));
    application.awaitFires("yearly", 5, state("SUCCEEDED"));
    List<HttpArrival> arrivals = receiver.arrivalsAt("/yearly");
    assertThat(arrivals).hasSize(5);
    for (HttpArrival arrival : arrivals) {
      Instant time = Instant.parse(String.valueOf(arrival.header("ce-time")));
      assertThat(arrival.header("ce-id"))
          .isEqualTo(uid + "-" + MICROS.between(Instant.EPOCH, time));
    }
    assertThat(application.fires("yearly"))
        .allMatch(fire -> fire.path("rule").asText().equals("BACKFILL"));
    LedgerRows rows = rows("yearly");
    assertThat(rows.value("fire_count", "job", "1 = 1")).isEqualTo("5");
    assertThat(rows.value("scheduled_count", "job", "1 = 1")).isEqualTo("0");
    assertThat(rows.value("in_flight", "job", "1 = 1")).isEqualTo("0");
  }

  @Test
  void askingAgainAddsNothing() {
    put("again", YEARLY, http());
    String window = window(year(2015), year(2019), "\"rate\": 0.1");

    assertThat(accepted("again", window).path("count").asInt()).isEqualTo(5);
    List<String> ids = ids("again");
    JsonNode second = accepted("again", window);

    assertThat(second.path("count").asInt()).isZero();
    assertThat(second.path("existing").asInt()).isEqualTo(5);
    assertThat(second.has("first")).isFalse();
    assertThat(second.has("last")).isFalse();
    assertThat(ids("again")).isEqualTo(ids);
    assertThat(rows("again").value("fire_count", "job", "1 = 1")).isEqualTo("5");
    delete("again");
  }

  @Test
  void aDryRunSaysWhatWouldBeDoneAndDoesNothing() {
    put("dry", YEARLY, http());
    rows("dry").leftOut(year(2001), "MISSED", "MISFIRE_GRACE_TIME", "too late");
    rows("dry").delivered(year(2002), "SUCCEEDED");
    List<JsonNode> before = application.fires("dry");
    JsonNode job = application.job("dry");

    HttpResponse<String> answer =
        backfill("dry", window(year(2000), year(2019), "\"dryRun\": true"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode said = Application.json(answer);
    assertThat(said.path("count").asInt()).isEqualTo(19);
    assertThat(said.path("existing").asInt()).isEqualTo(1);
    assertThat(said.path("times")).hasSize(10);
    assertThat(said.path("times").path(0).asText()).isEqualTo("2000-01-01T00:00:00Z");
    assertThat(said.path("times").path(2).asText()).isEqualTo("2003-01-01T00:00:00Z");
    assertThat(application.fires("dry")).isEqualTo(before);
    assertThat(application.job("dry")).isEqualTo(job);
  }

  @Test
  void theWindowIncludesBothEndsAndNothingElse() {
    put("ends", YEARLY, http());

    assertThat(dryRun("ends", year(2015), year(2015)).path("count").asInt()).isEqualTo(1);
    assertThat(dryRun("ends", year(2015).plus(1, MICROS), year(2016)).path("count").asInt())
        .isEqualTo(1);
    assertThat(
            dryRun("ends", year(2015).plus(1, MICROS), year(2016).minus(1, MICROS))
                .path("count")
                .asInt())
        .isZero();
    assertThat(dryRun("ends", Instant.EPOCH, year(1971)).path("count").asInt()).isEqualTo(2);
  }

  @Test
  void theJobsOwnBoundsAreKept() {
    application.put(
        "bounded",
        YEARLY,
        http(),
        "\"startTime\": \"2010-01-01T00:00:00Z\", \"endTime\": \"2099-01-01T00:00:00Z\"");

    JsonNode said = dryRun("bounded", year(2000), year(2019));
    assertThat(said.path("count").asInt()).isEqualTo(10);
    assertThat(instant(said, "first")).isEqualTo(year(2010));

    rows("bounded").set("policies = REPLACE(policies, '2099', '2015')");
    said = dryRun("bounded", year(2000), year(2019));
    assertThat(said.path("count").asInt()).isEqualTo(6);
    assertThat(instant(said, "last")).isEqualTo(year(2015));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MISSED", "SKIPPED", "CANCELLED"})
  void aTimeThatWasLeftOutIsDeliveredFromItsOwnRow(String before) {
    String id = "left-" + before;
    put(id, YEARLY, to("/left-out"));
    rows(id).leftOut(year(2015), before, "COALESCED", "one of a batch");
    String fireId = ids(id).get(0);

    JsonNode answer = accepted(id, window(year(2015), year(2015), "\"rate\": 0.1"));

    assertThat(answer.path("count").asInt()).isEqualTo(1);
    JsonNode fire = application.awaitFires(id, 1, state("SUCCEEDED")).get(0);
    assertThat(fire.path("fireId").asText()).isEqualTo(fireId);
    assertThat(fire.path("rule").asText()).isEqualTo("BACKFILL");
    assertThat(fire.path("fireTimes").asInt()).isEqualTo(1);
    assertThat(receiver.arrivalsOf(fireId)).hasSize(1);
    assertThat(rows(id).value(before.toLowerCase(Locale.ROOT) + "_count", "job", "1 = 1"))
        .isEqualTo("0");
    assertThat(rows(id).value("fire_count", "job", "1 = 1")).isEqualTo("1");
  }

  @Test
  void theReasonSaysWhatTheTimeWas() {
    put("why", YEARLY, http());
    rows("why").leftOut(year(2015), "MISSED", "MISFIRE_GRACE_TIME", "late by PT2H");
    rows("why").range(year(2016), year(2018), "SKIPPED", 3, LATE);

    accepted("why", window(year(2014), year(2017), "\"rate\": 0.1"));

    assertThat(pending("why", year(2015)).path("reason").asText())
        .isEqualTo("backfill, it was MISSED by MISFIRE_GRACE_TIME: late by PT2H");
    assertThat(pending("why", year(2017)).path("reason").asText())
        .isEqualTo("backfill, it was SKIPPED by COALESCED: one for many");
    delete("why");
  }

  @Test
  void whatIsDeliveredOrOnItsWayIsLeftAlone() {
    put("left-alone", YEARLY, http());
    LedgerRows rows = rows("left-alone");
    rows.delivered(year(2011), "SUCCEEDED");
    rows.delivered(year(2012), "RUNNING");
    rows.delivered(year(2013), "RETRYING");
    rows.delivered(year(2014), "PENDING");
    rows.failed(year(2015));
    List<JsonNode> before = application.fires("left-alone");

    JsonNode answer = accepted("left-alone", window(year(2011), year(2015), "\"rate\": 0.1"));

    assertThat(answer.path("count").asInt()).isZero();
    assertThat(answer.path("existing").asInt()).isEqualTo(5);
    assertThat(application.fires("left-alone")).isEqualTo(before);
  }

  @Test
  void aRangeGivesUpItsFirstTimesAndMovesOn() {
    put("first", YEARLY, http());
    rows("first").range(year(2011), year(2018), "MISSED", 8, LATE);

    JsonNode answer = accepted("first", window(year(2010), year(2013), "\"rate\": 0.1"));

    assertThat(answer.path("count").asInt()).isEqualTo(4);
    JsonNode range = range("first").get(0);
    assertThat(instant(range, "scheduledTime")).isEqualTo(year(2014));
    assertThat(instant(range, "untilTime")).isEqualTo(year(2018));
    assertThat(range.path("fireTimes").asInt()).isEqualTo(5);
    assertThat(range.path("state").asText()).isEqualTo("MISSED");
    assertThat(range.path("reason").asText()).isEqualTo("one for many");
    assertThat(range("first")).hasSize(1);
    assertThat(application.fires("first")).hasSize(5);
    assertThat(rows("first").value("missed_count", "job", "1 = 1")).isEqualTo("5");
    delete("first");
  }

  @Test
  void aRangeGivesUpTimesWithinItAndStandsForTheOthers() {
    put("within", YEARLY, http());
    rows("within").range(year(2011), year(2018), "SKIPPED", 8, LATE);

    accepted("within", window(year(2013), year(2014), "\"rate\": 0.1"));

    JsonNode range = range("within").get(0);
    assertThat(instant(range, "scheduledTime")).isEqualTo(year(2011));
    assertThat(range.path("fireTimes").asInt()).isEqualTo(6);
    assertThat(rows("within").value("skipped_count", "job", "1 = 1")).isEqualTo("6");

    // Now its first times: it has to move over those that have rows of their own by now.
    assertThat(
            accepted("within", window(year(2011), year(2012), "\"rate\": 0.1"))
                .path("count")
                .asInt())
        .isEqualTo(2);
    range = range("within").get(0);
    assertThat(instant(range, "scheduledTime")).isEqualTo(year(2015));
    assertThat(range.path("fireTimes").asInt()).isEqualTo(4);
    assertThat(rows("within").value("skipped_count", "job", "1 = 1")).isEqualTo("4");

    // And the rest: nothing is left of it.
    JsonNode all = accepted("within", window(year(2011), year(2018), "\"rate\": 0.1"));
    assertThat(all.path("count").asInt()).isEqualTo(4);
    assertThat(all.path("existing").asInt()).isEqualTo(4);
    assertThat(range("within")).isEmpty();
    assertThat(application.fires("within")).hasSize(8);
    assertThat(rows("within").value("skipped_count", "job", "1 = 1")).isEqualTo("0");
    assertThat(rows("within").value("fire_count", "job", "1 = 1")).isEqualTo("8");
    delete("within");
  }

  @Test
  void aRangeOfAnotherTriggerKeepsTheTimesThatThisOneDoesNotYield() {
    put("changed", YEARLY, http());
    rows("changed").range(year(2011), year(2018), "MISSED", 80, EARLY);

    accepted("changed", window(year(2011), year(2012), "\"rate\": 0.1"));

    JsonNode range = range("changed").get(0);
    assertThat(instant(range, "scheduledTime")).isEqualTo(year(2011).plus(1, MICROS));
    assertThat(instant(range, "untilTime")).isEqualTo(year(2018));
    assertThat(range.path("fireTimes").asInt()).isEqualTo(79);
    assertThat(rows("changed").value("missed_count", "job", "1 = 1")).isEqualTo("79");
    delete("changed");
  }

  @Test
  void fromPageToPageAndRequestToRequestNothingIsDoneTwiceOrForgotten() {
    put("many", EVERY_MINUTE, http());
    application.client().post(application.path("many:pause"), "");
    Instant start = Instant.parse("2024-01-01T00:00:00Z");
    rows("many")
        .range(start.plusSeconds(60 * 100), start.plusSeconds(60 * 1799), "MISSED", 1700, LATE);
    String window = window(start, start.plusSeconds(60 * 1999), "\"rate\": 0.1, \"limit\": 1200");

    JsonNode first = accepted("many", window);
    assertThat(first.path("count").asInt()).isEqualTo(1200);
    assertThat(first.path("more").asBoolean()).isTrue();
    assertThat(instant(first, "next")).isEqualTo(start.plusSeconds(60 * 1200));
    assertThat(instant(range("many").get(0), "scheduledTime"))
        .isEqualTo(start.plusSeconds(60 * 1200));
    assertThat(range("many").get(0).path("fireTimes").asInt()).isEqualTo(600);

    JsonNode second = accepted("many", window);
    assertThat(second.path("count").asInt()).isEqualTo(800);
    assertThat(second.path("existing").asInt()).isEqualTo(1200);
    assertThat(second.path("more").asBoolean()).isFalse();
    LedgerRows rows = rows("many");
    assertThat(rows.value("COUNT(*)", "fire", "rule = 'BACKFILL'")).isEqualTo("2000");
    assertThat(rows.value("COUNT(*)", "fire", "until_time IS NOT NULL")).isEqualTo("0");
    assertThat(rows.value("fire_count", "job", "1 = 1")).isEqualTo("2000");
    assertThat(rows.value("missed_count", "job", "1 = 1")).isEqualTo("0");
    delete("many");
  }

  @Test
  void theFiresAreSpacedByTheRateAlsoOverPages() {
    put("spaced", EVERY_MINUTE, http());
    application.client().post(application.path("spaced:pause"), "");
    Instant start = Instant.parse("2024-01-01T00:00:00Z");

    accepted("spaced", window(start, start.plusSeconds(60 * 999), "\"rate\": 0.1"));

    List<JsonNode> late =
        application.fires("spaced").stream()
            .filter(state("PENDING"))
            .filter(fire -> fire.has("nextAttemptAt"))
            .toList();
    assertThat(late).hasSizeGreaterThan(900);
    Instant first =
        instant(late.get(0), "nextAttemptAt").minusSeconds(10L * number(start, late.get(0)));
    for (JsonNode fire : late) {
      assertThat(instant(fire, "nextAttemptAt"))
          .isEqualTo(first.plusSeconds(10L * number(start, fire)));
    }
    delete("spaced");
  }

  @Test
  void timesThatTheScheduleHasStillToDecideAreLeftToIt() {
    put("due", YEARLY, http());
    application.client().post(application.path("due:pause"), "");
    // As it is for a moment whenever a job is due: the claim has not come yet.
    rows("due").set("next_run_time = '2015-01-01 00:00:00'");

    JsonNode said = dryRun("due", year(2010), year(2019));

    assertThat(said.path("count").asInt()).isEqualTo(5);
    assertThat(instant(said, "last")).isEqualTo(year(2014));
    delete("due");
  }

  @Test
  void firesOfAPausedJobAreHeldUntilItIsResumed() {
    put("held", YEARLY, to("/held"));
    application.client().post(application.path("held:pause"), "");

    accepted("held", window(year(2015), year(2016), "\"rate\": 1000"));

    application.awaitFires(
        "held", 2, fire -> !fire.has("nextAttemptAt") && state("PENDING").test(fire));
    assertThat(receiver.arrivalsAt("/held")).isEmpty();
    application.client().post(application.path("held:resume"), "");
    application.awaitFires("held", 2, state("SUCCEEDED"));
    delete("held");
  }

  @Test
  void aCompletedJobCanBeBackfilled() {
    put("over", JobTexts.PAST, to("/over"));
    application.awaitFires("over", 1, state("SUCCEEDED"));
    rows("over").leftOut(Instant.parse("2024-02-28T12:00:00Z"), "MISSED", "JOB_ERROR", "x");
    assertThat(application.job("over").path("state").asText()).isEqualTo("COMPLETED");

    // The trigger has one time, which was delivered: the other row is no time of it.
    JsonNode answer = accepted("over", window(EARLY, year(2025), "\"rate\": 1000"));
    assertThat(answer.path("count").asInt()).isZero();
    assertThat(answer.path("existing").asInt()).isEqualTo(1);

    rows("over").forget(Instant.parse("2024-02-29T12:00:00Z"));
    answer = accepted("over", window(EARLY, year(2025), "\"rate\": 1000"));
    assertThat(answer.path("count").asInt()).isEqualTo(1);
    application.awaitFires("over", 1, state("SUCCEEDED"));
    assertThat(application.job("over").path("state").asText()).isEqualTo("COMPLETED");
    assertThat(receiver.arrivalsAt("/over")).hasSize(2);
  }

  private JsonNode put(String id, String trigger, String target) {
    return application.put(id, trigger, target, "\"maxInstances\": null");
  }

  private void delete(String id) {
    application.client().delete(application.path(id));
  }

  private LedgerRows rows(String id) {
    return new LedgerRows(database, application, id);
  }

  private List<String> ids(String id) {
    List<String> ids = new ArrayList<>();
    application.fires(id).forEach(fire -> ids.add(fire.path("fireId").asText()));
    return ids;
  }

  private List<JsonNode> range(String id) {
    return application.fires(id).stream().filter(fire -> fire.has("untilTime")).toList();
  }

  private JsonNode pending(String id, Instant time) {
    return application.fires(id).stream()
        .filter(fire -> instant(fire, "scheduledTime").equals(time))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> backfill(String id, String body) {
    return application.client().post(application.path(id + ":backfill"), body);
  }

  private JsonNode accepted(String id, String body) {
    HttpResponse<String> answer = backfill(id, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Application.json(answer);
  }

  private JsonNode dryRun(String id, Instant from, Instant until) {
    HttpResponse<String> answer = backfill(id, window(from, until, "\"dryRun\": true"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Application.json(answer);
  }

  private static String window(Instant from, Instant until, String more) {
    return "{\"from\": \"%s\", \"until\": \"%s\", %s}".formatted(from, until, more);
  }

  private static String to(String path) {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri(path) + "\"}";
  }

  private static Instant year(int year) {
    return Instant.parse(year + "-01-01T00:00:00Z");
  }

  private static int number(Instant start, JsonNode fire) {
    return (int) Duration.between(start, instant(fire, "scheduledTime")).toMinutes();
  }

  private static Instant instant(JsonNode node, String member) {
    return Instant.parse(node.path(member).asText());
  }
}
