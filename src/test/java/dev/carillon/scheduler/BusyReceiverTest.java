package dev.carillon.scheduler;

import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.Answer;
import dev.carillon.testing.Application;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A receiver that hangs takes its own share of the slots and no more. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
@TestProfile(BusyReceiverTest.FewSlots.class)
class BusyReceiverTest {

  private static final int SLOTS = 20;
  private static final int SHARE = 10;
  private static final String PAST = "{\"type\": \"date\", \"runDate\": \"2020-01-01T00:00:00Z\"}";

  /** Fewer slots than there are fires for the receiver that hangs. */
  public static class FewSlots implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "carillon.dispatcher.max-in-flight", String.valueOf(SLOTS),
          "carillon.http.connections-per-origin", String.valueOf(SHARE));
    }
  }

  private final Application application = new Application("busy");

  @Test
  void theFiresOfOthersGoOn() {
    try (HttpReceiver hanging = HttpReceiver.create();
        HttpReceiver healthy = HttpReceiver.create()) {
      hanging.answer("/hangs", Answer.OK.after(Duration.ofMinutes(5)));
      for (int i = 0; i < 2 * SLOTS; i++) {
        application.put("hangs-" + i, PAST, target(hanging, "/hangs"));
      }
      Awaitility.await().until(() -> hanging.arrivals().size() == SHARE);

      for (int i = 0; i < SLOTS; i++) {
        application.put("healthy-" + i, PAST, target(healthy, "/fine"));
        application.awaitFires("healthy-" + i, 1, state("SUCCEEDED"));
      }

      assertThat(healthy.arrivals()).hasSize(SLOTS);
      assertThat(hanging.arrivals()).hasSize(SHARE);
      for (int i = 0; i < 2 * SLOTS; i++) {
        application.client().delete(application.path("hangs-" + i));
      }
    }
  }

  /** It has not started: a request that waits for a connection would go out afterwards. */
  @Test
  void whatWaitsForAReceiverDoesNotGoOutAfterADelete() {
    try (HttpReceiver slow = HttpReceiver.create()) {
      slow.answer("/slow", Answer.OK.after(Duration.ofSeconds(8)));
      for (int i = 0; i < SHARE; i++) {
        application.put("slow-" + i, PAST, target(slow, "/slow"));
      }
      Awaitility.await().until(() -> slow.arrivals().size() == SHARE);
      application.put("deleted", PAST, target(slow, "/deleted"));
      application.awaitFires("deleted", 1, state("RUNNING"));
      application.client().delete(application.path("deleted"));
      assertThat(slow.arrivals()).as("the others are under way").hasSize(SHARE);

      application.put("later", "{\"type\": \"date\"}", target(slow, "/later"));
      application.awaitFires("later", 1, state("SUCCEEDED"));
      for (int i = 0; i < SHARE; i++) {
        application.awaitFires("slow-" + i, 1, state("SUCCEEDED"));
      }

      assertThat(slow.arrivalsAt("/deleted")).isEmpty();
    }
  }

  /** Also of fires that are late by years, which rest for a minute where nothing answers. */
  @Test
  void aReceiverThatAnswersGetsItsBacklogWithoutAPause() {
    int backlog = 250;
    try (HttpReceiver slow = HttpReceiver.create()) {
      slow.answer("/slow", Answer.OK.after(Duration.ofMillis(250)));
      for (int i = 0; i < backlog; i++) {
        application.put("backlog-" + i, PAST, target(slow, "/slow"));
      }

      Awaitility.await()
          .atMost(Duration.ofSeconds(50))
          .until(() -> slow.arrivals().size() == backlog);
    }
  }

  private static String target(HttpReceiver receiver, String path) {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri(path) + "\", \"timeout\": \"PT4M\"}";
  }
}
