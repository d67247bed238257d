package dev.carillon.cluster;

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
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What another process hears of what is asked of this one. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
@TestProfile(AnnouncementsTest.SleepsLong.class)
class AnnouncementsTest {

  /** What is due within that time is not found by looking. */
  public static class SleepsLong implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("carillon.scheduler.max-sleep", "10m");
    }
  }

  private static final String PAST = "{\"type\": \"date\", \"runDate\": \"2024-02-29T12:00:00Z\"}";
  private static final String FUTURE = "{\"type\": \"date\", \"runDate\": \"2100-01-01T00:00Z\"}";
  private static final String YEARLY = "{\"type\": \"cron\", \"expression\": \"0 0 1 1 *\"}";

  private final Application application = new Application("announced");
  private final BlockingQueue<Instant> heard = new LinkedBlockingQueue<>();
  private HttpReceiver receiver;
  private Listener listener;
  private Thread listening;

  @BeforeEach
  void listen() throws InterruptedException {
    receiver = HttpReceiver.create();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    String topic = ConfigProvider.getConfig().getValue("carillon.cluster.topic", String.class);
    listener = new Listener(settings, topic, "another", heard::add);
    listening = new Thread(listener);
    listening.start();
    // Told when the topic is heard.
    assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(Instant.MIN);
  }

  @AfterEach
  void close() throws InterruptedException {
    listener.stop();
    listening.join(10_000);
    receiver.close();
  }

  @Test
  void aJobThatIsDueIsAnnounced() throws InterruptedException {
    application.put("due", PAST, http("/due"));

    assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(Instant.parse("2024-02-29T12:00:00Z"));
  }

  @Test
  void aRetryIsAnnounced() throws InterruptedException {
    String fireId = failed("failed");

    post("/v1/namespaces/" + application.namespace() + "/fires/" + fireId + ":retry");

    assertAtOnce();
  }

  @Test
  void aBulkRetryIsAnnounced() throws InterruptedException {
    failed("failed");

    post(application.path("failed/fires:retry"), "{}");

    assertAtOnce();
  }

  @Test
  void aBackfillIsAnnounced() throws InterruptedException {
    application.put("yearly", YEARLY, http("/yearly"));

    post(
        application.path("yearly:backfill"),
        "{\"from\": \"2019-01-01T00:00:00Z\", \"until\": \"2020-01-01T00:00:00Z\"}");

    assertAtOnce();
  }

  @Test
  void aRunOnDemandIsAnnounced() throws InterruptedException {
    application.put("asked", FUTURE, http("/asked"));

    post(application.path("asked:run"));

    assertAtOnce();
  }

  @Test
  void thePauseOfTheSchedulerAndItsEndAreAnnounced() throws InterruptedException {
    application.pauseScheduler();
    try {
      assertAtOnce();
    } finally {
      application.resumeScheduler();
    }
    assertAtOnce();
  }

  /** Fires that were held may go on, whenever the next one is planned. */
  @Test
  void theEndOfAPauseOfAJobIsAnnounced() throws InterruptedException {
    application.put("paused", FUTURE, http("/paused"));
    post(application.path("paused:pause"));

    post(application.path("paused:resume"));

    assertAtOnce();
  }

  /** Whoever sleeps longer would let it go on too late. */
  @Test
  void theInstantUntilWhichAJobIsPausedIsAnnounced() throws InterruptedException {
    application.put("resting", FUTURE, http("/resting"));
    Instant until = Instant.now().plusSeconds(300).truncatedTo(ChronoUnit.MICROS);

    post(application.path("resting:pause"), "{\"until\": \"" + until + "\"}");

    assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(until);
    application.client().delete(application.path("resting"));
  }

  /** More instances may start than before. */
  @Test
  void aChangeOfAJobIsAnnounced() throws InterruptedException {
    application.put("changed", FUTURE, http("/changed"), "\"maxInstances\": 1");

    application.put("changed", FUTURE, http("/changed"), "\"maxInstances\": 2");

    assertAtOnce();
  }

  private void assertAtOnce() throws InterruptedException {
    assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(Instant.MIN);
  }

  /** A job whose only fire has failed; nothing that was told of it is to be heard any more. */
  private String failed(String id) throws InterruptedException {
    receiver.answer("/" + id, Answer.status(404));
    application.put(id, PAST, http("/" + id));
    assertThat(heard.poll(30, TimeUnit.SECONDS)).isBefore(Instant.now());
    return application.awaitFires(id, 1, state("FAILED")).get(0).path("fireId").asText();
  }

  private void post(String path) {
    post(path, "");
  }

  private void post(String path, String body) {
    HttpResponse<String> answer = application.client().post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }

  private String http(String path) {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri(path) + "\"}";
  }
}
