package dev.carillon.scheduler;

import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.job.JobService;
import dev.carillon.job.JobUseCases;
import dev.carillon.job.Precondition;
import dev.carillon.testing.Application;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fires that are claimed before their time: never early, and still to be taken back. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
@TestProfile(ClaimAheadTest.LooksFarAhead.class)
class ClaimAheadTest {

  /** Far enough that a busy machine does all of a test before the time has come. */
  public static class LooksFarAhead implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "carillon.scheduler.look-ahead", "60s", "carillon.scheduler.lease-duration", "120s");
    }
  }

  private static final Duration AHEAD = Duration.ofSeconds(15);

  private static HttpReceiver receiver;

  @Inject DatabaseClock clock;
  @Inject JobUseCases useCases;

  private final Application application = new Application("ahead");

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @Test
  void aFireIsClaimedBeforeItsTimeAndStartedAtIt() {
    Instant time = putAndAwaitClaim("held");

    assertThat(receiver.arrivalsAt("/held")).isEmpty();
    JsonNode fire = application.awaitFires("held", 1, state("SUCCEEDED")).get(0);
    assertThat(instant(fire, "scheduledTime")).isEqualTo(time);
    assertThat(instant(fire, "claimedAt")).isBefore(time);
    assertThat(instant(fire, "startedAt")).isAfterOrEqualTo(time);
    assertThat(receiver.arrivalsAt("/held")).hasSize(1);
    System.out.printf(
        "claimed %d ms before its time, started %d us after it%n",
        Duration.between(instant(fire, "claimedAt"), time).toMillis(),
        Duration.between(time, instant(fire, "startedAt")).toNanos() / 1000);
  }

  @Test
  void whatIsTakenBackDoesNotStart() {
    Instant time = clock.instant().plus(AHEAD);
    for (String id : List.of("paused", "resumed", "deleted", "moved", "rescheduled", "stalled")) {
      put(id, time);
    }
    for (String id : List.of("paused", "resumed", "deleted", "moved", "rescheduled", "stalled")) {
      application.awaitFires(id, 1, state("RUNNING"));
    }

    pause();
    delete();
    reschedule(time.plusSeconds(3600));
    deleteStalled(time);
    move();
    verb("resumed:pause", "");
    verb("resumed:resume", "");
    assertThat(clock.instant()).as("too slow for this test").isBefore(time);

    for (String id : List.of("resumed", "moved")) {
      JsonNode fire = application.awaitFires(id, 1, state("SUCCEEDED")).get(0);
      assertThat(instant(fire, "scheduledTime")).isEqualTo(time);
      assertThat(application.job(id).path("fireCount").asLong()).isEqualTo(1);
    }
    awaitAfter(time);
    assertThat(receiver.arrivalsAt("/resumed")).hasSize(1);
    assertThat(receiver.arrivalsAt("/elsewhere")).hasSize(1);
    for (String path : List.of("/paused", "/deleted", "/moved", "/rescheduled", "/stalled")) {
      assertThat(receiver.arrivalsAt(path)).as(path).isEmpty();
    }
  }

  private void pause() {
    verb("paused:pause", "");

    assertThat(application.fires("paused")).isEmpty();
    JsonNode job = application.job("paused");
    assertThat(job.path("state").asText()).isEqualTo("PAUSED");
    assertThat(job.hasNonNull("nextRunTime")).isFalse();
    assertThat(job.path("fireCount").asLong()).isZero();
  }

  private void delete() {
    String fireId = application.fires("deleted").get(0).path("fireId").asText();

    assertThat(application.client().delete(application.path("deleted")).statusCode())
        .isEqualTo(204);

    String path = "/v1/namespaces/" + application.namespace() + "/fires/" + fireId;
    assertThat(application.client().get(path).statusCode()).isEqualTo(404);
  }

  private void reschedule(Instant later) {
    patch("rescheduled", "{\"trigger\": {\"runDate\": \"" + later + "\"}}");

    assertThat(application.fires("rescheduled")).isEmpty();
    assertThat(instant(application.job("rescheduled"), "nextRunTime")).isEqualTo(later);
  }

  private void move() {
    assertThat(application.job("moved").path("state").asText()).isEqualTo("COMPLETED");

    patch("moved", "{\"target\": {\"url\": \"" + receiver.uri("/elsewhere") + "\"}}");
  }

  private void patch(String id, String body) {
    assertThat(application.client().patch(application.path(id), body).statusCode()).isEqualTo(200);
  }

  private void deleteStalled(Instant time) {
    String fireId = application.fires("stalled").get(0).path("fireId").asText();

    // As if the process had stood still between two looks at the clock.
    JobService stalled = useCases.jobs(Clock.offset(clock, AHEAD.multipliedBy(2)));
    stalled.delete(application.namespace(), "stalled", Precondition.NONE);

    String path = "/v1/namespaces/" + application.namespace() + "/fires/" + fireId;
    JsonNode fire = Application.json(application.client().get(path));
    assertThat(fire.path("state").asText()).isEqualTo("CANCELLED");
    assertThat(instant(fire, "scheduledTime")).isEqualTo(time);
  }

  @Test
  void aPauseOfTheSchedulerHoldsWhatWasClaimedAhead() {
    Instant time = putAndAwaitClaim("stopped");

    application.pauseScheduler();
    try {
      Awaitility.await()
          .atMost(AHEAD.multipliedBy(4))
          .until(() -> clock.instant().isAfter(time.plusMillis(500)));
      assertThat(receiver.arrivalsAt("/stopped")).isEmpty();
    } finally {
      application.resumeScheduler();
    }

    JsonNode fire = application.awaitFires("stopped", 1, state("SUCCEEDED")).get(0);
    assertThat(fire.path("attempt").asInt()).isEqualTo(1);
    assertThat(receiver.arrivalsAt("/stopped")).hasSize(1);
  }

  @Test
  void allTimesInSightAreClaimedOneByOne() {
    String target = target("/often").replace("{", "{\"method\": \"GET\", ");
    Instant start = clock.instant().plusSeconds(12);
    application.put(
        "often",
        "{\"type\": \"interval\", \"seconds\": 1, \"startDate\": \""
            + start
            + "\", \"endDate\": \""
            + start.plusSeconds(2)
            + "\"}",
        target,
        "\"maxInstances\": null");

    List<JsonNode> fires = application.awaitFires("often", 3, state("SUCCEEDED"));

    assertThat(fires).hasSize(3);
    for (JsonNode fire : fires) {
      assertThat(instant(fire, "claimedAt")).isBefore(start);
      assertThat(instant(fire, "startedAt")).isAfterOrEqualTo(instant(fire, "scheduledTime"));
    }
    assertThat(receiver.arrivalsAt("/often")).hasSize(3);
  }

  /** A job of one time, soon, and waits until its fire is claimed. */
  private Instant putAndAwaitClaim(String id) {
    Instant time = clock.instant().plus(AHEAD);
    application.put(id, "{\"type\": \"date\", \"runDate\": \"" + time + "\"}", target("/" + id));
    application.awaitFires(id, 1, state("RUNNING"));
    assertThat(clock.instant()).isBefore(time);
    return time;
  }

  private void put(String id, Instant time) {
    application.put(id, "{\"type\": \"date\", \"runDate\": \"" + time + "\"}", target("/" + id));
  }

  /** Until a fire of a later time has arrived. */
  private void awaitAfter(Instant time) {
    String id = "witness-" + time.toEpochMilli();
    Instant later = time.plusMillis(300);
    application.put(id, "{\"type\": \"date\", \"runDate\": \"" + later + "\"}", target("/" + id));
    application.awaitFires(id, 1, state("SUCCEEDED"));
  }

  private void verb(String idAndVerb, String body) {
    assertThat(application.client().post(application.path(idAndVerb), body).statusCode())
        .isEqualTo(200);
  }

  private static Instant instant(JsonNode node, String member) {
    return Instant.parse(node.path(member).asText());
  }

  private static String target(String path) {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri(path) + "\"}";
  }
}
