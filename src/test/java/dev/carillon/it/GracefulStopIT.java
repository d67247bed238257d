package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Answer;
import dev.carillon.testing.CarillonProcess;
import dev.carillon.testing.HttpArrival;
import dev.carillon.testing.HttpReceiver;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** On SIGTERM what is in flight may finish; what does not is for the next process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GracefulStopIT {

  private static final String SCHEMA = "carillon_it_stop";
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(6);

  /** Much longer than anything is waited for: only what was handed over is taken over. */
  private static final Duration LEASE = Duration.ofMinutes(5);

  private static final Duration LOOK_AHEAD = Duration.ofSeconds(30);

  private HttpReceiver receiver;
  private CarillonProcess application;

  @BeforeAll
  void start() {
    SharedParts.database().createDatabase(SCHEMA);
    receiver = HttpReceiver.create();
    application =
        SharedParts.application("graceful-stop", SCHEMA)
            .with("CARILLON_SHUTDOWN_TIMEOUT", SHUTDOWN_TIMEOUT.toSeconds() + "s")
            .with("CARILLON_SCHEDULER_LEASE_DURATION", LEASE.toMinutes() + "m")
            .with("CARILLON_SCHEDULER_LOOK_AHEAD", LOOK_AHEAD.toSeconds() + "s")
            .start();
  }

  @AfterAll
  void close() {
    application.close();
    receiver.close();
  }

  @Test
  void drainsWhatCanFinishAndLeavesTheRestToTheNextProcess() {
    receiver.answer("/slow", Answer.OK.after(Duration.ofSeconds(3)));
    receiver.answer("/hanging", Answer.OK.after(Duration.ofSeconds(60)));
    Api api = new Api(application.client(), "stop");
    Instant time = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MICROS);
    String slow = StoredJob.of(api.put("slow", job("/slow", time))).fireId(time);
    String hanging = StoredJob.of(api.put("hanging", job("/hanging", time))).fireId(time);
    Instant later = time.plusSeconds(20);
    String held = StoredJob.of(api.put("held", job("/held", later))).fireId(later);
    api.put("ticking", ticking());
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> arrived("/slow") && arrived("/hanging") && arrived("/tick"));

    Instant asked = Instant.now();
    CarillonProcess.Stopped stopped = application.stop();

    System.out.println("GracefulStopIT: " + stopped);
    assertThat(stopped.exitCode()).isIn(0, 143);
    assertThat(stopped.took()).isLessThan(SHUTDOWN_TIMEOUT.plusSeconds(10));

    receiver.answer("/hanging", Answer.OK);
    Instant ended = Instant.now();
    application.start();
    await("the next process delivers the fire that did not finish")
        .atMost(Duration.ofSeconds(60))
        .until(() -> "SUCCEEDED".equals(Json.text(api.fire(hanging), "state")));

    await("it delivers what the stopped one held until its time")
        .atMost(Duration.ofSeconds(60))
        .until(() -> "SUCCEEDED".equals(Json.text(api.fire(held), "state")));
    assertThat(receiver.arrivalsAt("/held")).hasSize(1);
    assertThat(Json.member(api.fire(held), "attempt").asInt())
        .as("it was given back, not lost")
        .isEqualTo(1);

    JsonNode drained = api.fire(slow);
    assertThat(Json.text(drained, "state")).isEqualTo("SUCCEEDED");
    assertThat(Json.member(drained, "attempt").asInt()).isEqualTo(1);
    assertThat(receiver.arrivalsAt("/slow")).hasSize(1);
    List<HttpArrival> attempts = receiver.arrivalsAt("/hanging");
    assertThat(attempts).hasSize(2);
    assertThat(attempts).allSatisfy(a -> assertThat(a.header("ce-id")).isEqualTo(hanging));
    assertThat(attempts).allSatisfy(a -> assertThat(a.header("Idempotency-Key")).contains(hanging));
    assertThat(api.fires("ticking"))
        .as("nothing is claimed while stopping")
        .extracting(fire -> Json.instant(fire, "claimedAt"))
        .noneMatch(claimed -> claimed.isAfter(asked.plusSeconds(2)) && claimed.isBefore(ended));
  }

  private boolean arrived(String path) {
    return !receiver.arrivalsAt(path).isEmpty();
  }

  private String ticking() {
    return """
        {"trigger": {"type": "interval", "seconds": 1}, "coalesce": "ALL", "maxInstances": null,
         "target": {"type": "http", "method": "POST", "url": "%s"}}
        """
        .formatted(receiver.uri("/tick"));
  }

  private String job(String path, Instant time) {
    return """
        {"trigger": {"type": "date", "runDate": "%s"},
         "target": {"type": "http", "method": "POST", "url": "%s", "body": {}, "timeout": "PT2M"}}
        """
        .formatted(time, receiver.uri(path));
  }
}
