package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.Problems.assertProblem;
import static dev.carillon.testing.Application.state;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many failed fires are tried again, as fast as the caller says. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class BulkRetryTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static HttpReceiver receiver;

  @Inject AgroalDataSource database;

  private final Application application = new Application("bulk");

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @Test
  void allOfThemArriveUnderTheirOldIds() {
    put("all");
    failed("all", 12);
    List<String> ids = application.fires("all").stream().map(BulkRetryTest::fireId).toList();

    JsonNode answer = accepted(retry("all", "{\"rate\": 1000}"));

    assertThat(answer.path("retried").asInt()).isEqualTo(12);
    assertThat(answer.path("more").asBoolean()).isFalse();
    application.awaitFires("all", 12, state("SUCCEEDED"));
    assertThat(receiver.arrivalsAt("/all"))
        .extracting((HttpArrival arrival) -> arrival.header("ce-id"))
        .containsExactlyInAnyOrderElementsOf(ids);
    JsonNode job = application.job("all");
    assertThat(job.path("failureCount").asInt()).isZero();
    assertThat(job.path("inFlight").asInt()).isZero();
  }

  @Test
  void theyAreSpacedByTheRateInTheOrderOfTheirTimes() {
    put("spaced");
    failed("spaced", 6);

    JsonNode answer = accepted(retry("spaced", "{\"rate\": 0.1}"));

    Instant first = instant(answer, "firstAt");
    assertThat(instant(answer, "lastAt")).isEqualTo(first.plusSeconds(50));
    List<JsonNode> waiting =
        application.fires("spaced").stream()
            .filter(state("PENDING"))
            .sorted(Comparator.comparing(fire -> instant(fire, "scheduledTime")))
            .toList();
    assertThat(waiting).isNotEmpty();
    for (JsonNode fire : waiting) {
      long number = instant(fire, "scheduledTime").getEpochSecond() - START.getEpochSecond();
      assertThat(instant(fire, "nextAttemptAt")).isEqualTo(first.plusSeconds(10 * number));
    }
    assertThat(instant(waiting.get(waiting.size() - 1), "scheduledTime"))
        .isEqualTo(START.plusSeconds(5));
    application.client().delete(application.path("spaced"));
  }

  @Test
  void theLimitTakesTheEarliestAndSaysThatThereAreMore() {
    put("limited");
    failed("limited", 5);

    JsonNode first = accepted(retry("limited", "{\"limit\": 3, \"rate\": 0.1}"));
    assertThat(first.path("retried").asInt()).isEqualTo(3);
    assertThat(first.path("more").asBoolean()).isTrue();
    assertThat(times("limited", "FAILED"))
        .containsExactly(START.plusSeconds(4), START.plusSeconds(3));

    JsonNode second = accepted(retry("limited", "{\"limit\": 2, \"rate\": 0.1}"));
    assertThat(second.path("retried").asInt()).isEqualTo(2);
    assertThat(second.path("more").asBoolean()).isFalse();

    JsonNode third = accepted(retry("limited", "{\"limit\": 2, \"rate\": 0.1}"));
    assertThat(third.path("retried").asInt()).isZero();
    assertThat(third.has("firstAt")).isFalse();
    assertThat(third.has("lastAt")).isFalse();
    application.client().delete(application.path("limited"));
  }

  @Test
  void moreThanOneTransactionHoldsKeepThePaceAndTheCounts() {
    put("many");
    failed("many", 250);

    JsonNode answer = accepted(retry("many", "{\"rate\": 0.1}"));

    assertThat(answer.path("retried").asInt()).isEqualTo(250);
    assertThat(instant(answer, "lastAt")).isEqualTo(instant(answer, "firstAt").plusSeconds(2490));
    List<JsonNode> fires = application.fires("many");
    assertThat(fires).noneMatch(state("FAILED"));
    JsonNode latest = fires.get(0);
    assertThat(latest.path("state").asText()).isEqualTo("PENDING");
    assertThat(instant(latest, "nextAttemptAt")).isEqualTo(instant(answer, "lastAt"));
    LedgerRows rows = rows("many");
    assertThat(rows.value("failure_count", "job", "1 = 1")).isEqualTo("0");
    assertThat(rows.value("in_flight + success_count", "job", "1 = 1")).isEqualTo("250");
    assertThat(rows.value("COUNT(*)", "attempt", "outcome = 'FAILED'")).isEqualTo("250");
    application.client().delete(application.path("many"));
  }

  @Test
  void theWindowIncludesBothEnds() {
    put("window");
    failed("window", 5);

    JsonNode answer =
        accepted(
            retry(
                "window",
                "{\"state\": \"FAILED\", \"from\": \"2024-01-01T00:00:01Z\","
                    + " \"until\": \"2024-01-01T00:00:03Z\", \"rate\": 0.1}"));

    assertThat(answer.path("retried").asInt()).isEqualTo(3);
    assertThat(times("window", "FAILED")).containsExactly(START.plusSeconds(4), START);
    application.client().delete(application.path("window"));
  }

  @Test
  void whatHasNotFailedIsLeftAlone() {
    put("others");
    rows("others").delivered(START, "SUCCEEDED");
    rows("others").leftOut(START.plusSeconds(1), "MISSED", "MISFIRE_GRACE_TIME", "too late");
    List<JsonNode> before = application.fires("others");

    assertThat(accepted(retry("others", "")).path("retried").asInt()).isZero();

    assertThat(application.fires("others")).isEqualTo(before);
    assertProblem(retry("nobody", ""), 404, "/id");
  }

  @Test
  void theListCanBeNarrowedAndPagedTheSameWay() {
    put("listed");
    failed("listed", 10);
    rows("listed").leftOut(START.plusSeconds(3600), "MISSED", "MISFIRE_GRACE_TIME", "too late");
    rows("listed").leftOut(START.plusSeconds(7200), "SKIPPED", "MAX_INSTANCES", "busy");
    String window = "state=FAILED&from=2024-01-01T00:00:02Z&until=2024-01-01T00:00:07Z";

    JsonNode first = listed("listed/fires?pageSize=4&" + window);
    JsonNode second =
        listed("listed/fires?pageSize=4&" + window + "&pageToken=" + text(first, "nextPageToken"));

    assertThat(scheduled(first)).containsExactly(at(7), at(6), at(5), at(4));
    assertThat(scheduled(second)).containsExactly(at(3), at(2));
    assertThat(second.has("nextPageToken")).isFalse();
    assertThat(scheduled(listed("listed/fires?rule=misfire_grace_time"))).containsExactly(at(3600));
    assertThat(scheduled(listed("listed/fires?from=2024-01-01T01:00:00Z&rule=MAX_INSTANCES")))
        .containsExactly(at(7200));
    assertThat(scheduled(listed("listed/fires?rule=RETRY"))).isEmpty();
    assertThat(scheduled(listed("listed/fires?from=2024-01-01T02:00:00%2B01:00&state=MISSED")))
        .containsExactly(at(3600));
  }

  private void put(String id) {
    application.put(
        id,
        FUTURE,
        "{\"type\": \"http\", \"url\": \"" + receiver.uri("/" + id) + "\"}",
        "\"maxInstances\": null");
  }

  private void failed(String id, int count) {
    LedgerRows rows = rows(id);
    for (int i = 0; i < count; i++) {
      rows.failed(START.plusSeconds(i));
    }
  }

  private LedgerRows rows(String id) {
    return new LedgerRows(database, application, id);
  }

  private List<Instant> times(String id, String state) {
    return application.fires(id).stream()
        .filter(state(state))
        .map(fire -> instant(fire, "scheduledTime"))
        .sorted(Collections.reverseOrder())
        .toList();
  }

  private HttpResponse<String> retry(String id, String body) {
    return application.client().post(application.path(id + "/fires:retry"), body);
  }

  private JsonNode listed(String idAndMore) {
    HttpResponse<String> answer = application.client().get(application.path(idAndMore));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Application.json(answer);
  }

  private static List<Instant> scheduled(JsonNode page) {
    List<Instant> times = new ArrayList<>();
    page.path("fires").forEach(fire -> times.add(instant(fire, "scheduledTime")));
    return times;
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  private static JsonNode accepted(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Application.json(answer);
  }

  private static String fireId(JsonNode fire) {
    return text(fire, "fireId");
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).asText();
  }

  private static Instant instant(JsonNode node, String member) {
    return Instant.parse(text(node, member));
  }
}
