package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.testing.CarillonProcess;
import dev.carillon.testing.HttpArrival;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.KafkaBroker;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What is asked of a process that takes nothing is delivered by another one at once, though that
 * sleeps for a minute between two looks at the database.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterWakeupIT {

  private static final String SCHEMA = "carillon_it_cluster";
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String SLEEP = "CARILLON_SCHEDULER_MAX_SLEEP";

  private HttpReceiver receiver;
  private KafkaBroker broker;
  private CarillonProcess asked;
  private CarillonProcess worker;

  @BeforeAll
  void start() {
    SharedParts.database().createDatabase(SCHEMA);
    broker = KafkaBroker.create(false);
    receiver = HttpReceiver.create();
    asked = pod("cluster-asked").with(SLEEP, "60s").with("CARILLON_SCHEDULER_START_PAUSED", "true");
    worker = pod("cluster-worker");
    asked.start();
    worker = worker.with(SLEEP, "60s").start();
  }

  @AfterAll
  void close() {
    asked.close();
    worker.close();
    receiver.close();
    broker.close();
  }

  @Test
  @Order(1)
  void theOtherIsWokenAtOnce() {
    Api api = new Api(asked.client(), "cluster");
    api.put("first", job("/first", "{\"type\": \"date\"}"));
    after(Instant.now(), "/first", 1);
    List<Long> added = new ArrayList<>();
    List<Long> run = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      String id = "job-" + i;
      api.put(id, job("/" + id, "{\"type\": \"date\"}"));
      added.add(after(Instant.now(), "/" + id, 1));
      assertThat(asked.client().post(api.job(id) + ":run", "").statusCode()).isEqualTo(202);
      run.add(after(Instant.now(), "/" + id, 2));
    }
    Collections.sort(added);
    Collections.sort(run);
    System.out.printf(
        "ClusterWakeupIT: delivered by the other process after the answer, ms:"
            + " added p50 %d max %d, run p50 %d max %d%n",
        added.get(5), added.get(9), run.get(5), run.get(9));
    assertThat(added.get(9)).isLessThan(SOON.toMillis());
    assertThat(run.get(9)).isLessThan(SOON.toMillis());
  }

  @Test
  @Order(2)
  void withoutABrokerItTakesASleep() {
    broker.kill();
    CarillonProcess.Stopped stopped = worker.stop();
    worker = worker.with(SLEEP, "3s").start();
    Api api = new Api(asked.client(), "cluster");
    Instant begin = Instant.now();

    HttpResponse<String> answer =
        asked.client().put(api.job("alone"), job("/alone", "{\"type\": \"date\"}"));

    Duration asking = Duration.between(begin, Instant.now());
    assertThat(answer.statusCode()).isEqualTo(201);
    long millis = after(Instant.now(), "/alone", 1);
    CarillonProcess.Stopped last = worker.stop();
    System.out.printf(
        "ClusterWakeupIT: without a broker: asked in %d ms, delivered after %d ms,"
            + " stopped in %d and %d ms%n",
        asking.toMillis(), millis, stopped.took().toMillis(), last.took().toMillis());
    assertThat(asking).isLessThan(SOON);
    assertThat(millis).isLessThan(SOON.plusSeconds(3).toMillis());
    assertThat(last.took()).isLessThan(SOON);
  }

  /** How long after the instant the receiver got its n-th request on the path, in milliseconds. */
  private long after(Instant answered, String path, int number) {
    await(path)
        .atMost(Duration.ofSeconds(90))
        .until(() -> receiver.arrivalsAt(path).size() >= number);
    HttpArrival arrival = receiver.arrivalsAt(path).get(number - 1);
    return Duration.between(answered, arrival.at()).toMillis();
  }

  private String job(String path, String trigger) {
    return "{\"trigger\": %s, \"target\": {\"type\": \"http\", \"url\": \"%s\"}}"
        .formatted(trigger, receiver.uri(path));
  }

  private CarillonProcess pod(String name) {
    return CarillonProcess.of(name, SharedParts.database(), SCHEMA, broker).with("HOSTNAME", name);
  }
}
