package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.CarillonProcess;
import dev.carillon.testing.HttpReceiver;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two processes on one database decide every fire once, and share the work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoPodsIT {

  private static final String SCHEMA = "carillon_it_pods";
  private static final String TOPIC = "two-pods";

  private HttpReceiver receiver;
  private CarillonProcess one;
  private CarillonProcess other;

  @BeforeAll
  void start() {
    SharedParts.database().createDatabase(SCHEMA);
    SharedParts.broker().createTopic(TOPIC, 3);
    receiver = HttpReceiver.create();
    one = SharedParts.application("pod-one", SCHEMA).with("HOSTNAME", "pod-one");
    other = SharedParts.application("pod-other", SCHEMA).with("HOSTNAME", "pod-other");
    one.startWithoutWaiting();
    other.start();
    one.awaitReady();
  }

  @AfterAll
  void close() {
    one.close();
    other.close();
    receiver.close();
  }

  @Test
  void everyFireIsDecidedOnceAndBothDeliver() {
    Api api = new Api(one.client(), "pods");
    Instant begin = Instant.now();
    Run run =
        new Run(
            api,
            new Workload(TOPIC, receiver).put(api, 60, begin.plusSeconds(5)),
            new Deliveries(SharedParts.broker(), TOPIC, receiver));

    Run.until(begin.plusSeconds(25));
    Books books = run.close();

    List<JsonNode> ledger = run.ledger();
    System.out.println("TwoPodsIT: " + run.summary(books));
    assertThat(books.duplicates(run.counted(books))).isEmpty();
    assertThat(ledger).extracting(fire -> Json.text(fire, "fireId")).doesNotHaveDuplicates();
    assertThat(ledger)
        .filteredOn(fire -> Json.instant(fire, "scheduledTime").isBefore(books.cut()))
        .extracting(fire -> Json.text(fire, "podId"))
        .doesNotContain("", "null")
        .satisfies(pods -> assertThat(pods.stream().distinct()).hasSize(2));
  }
}
