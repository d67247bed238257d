package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.testing.CarillonProcess;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.KafkaBroker;
import dev.carillon.testing.MariaDbServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whatever process is killed, no fire is lost, and what comes twice comes with the same id. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

  private static final String SCHEMA = "carillon_it_faults";
  private static final String TOPIC = "faults";
  private static final Duration OUTAGE = Duration.ofSeconds(10);

  private MariaDbServer database;
  private KafkaBroker broker;
  private HttpReceiver receiver;
  private CarillonProcess application;

  @BeforeAll
  void start() {
    database = SharedParts.database();
    broker = SharedParts.broker();
    database.createDatabase(SCHEMA);
    broker.createTopic(TOPIC, 3);
    receiver = HttpReceiver.create();
    application = SharedParts.application("faults", SCHEMA).start();
  }

  @AfterAll
  void close() {
    application.close();
    receiver.close();
  }

  @Test
  void nothingIsLostWhateverIsKilled() {
    assumeTrue(database.isKillable());
    Api api = new Api(application.client(), "faults");
    Instant begin = Instant.now();
    Deliveries deliveries = new Deliveries(broker, TOPIC, receiver);
    List<StoredJob> jobs = new Workload(TOPIC, receiver).put(api, 200, begin.plusSeconds(12));
    Run run = new Run(api, jobs, deliveries);

    Run.until(begin.plusSeconds(12));
    killApplication(deliveries);

    Run.until(begin.plusSeconds(24));
    broker.kill();
    Run.until(Instant.now().plus(OUTAGE));
    broker.start();
    tellRecovery("broker", Instant.now(), deliveries);

    database.kill();
    Run.until(Instant.now().plus(OUTAGE));
    database.start();
    tellRecovery("database", Instant.now(), deliveries);

    killApplication(deliveries);
    Run.until(begin.plusSeconds(66));

    Instant end = Instant.now();
    Books books = run.close();
    System.out.println(
        "FaultsIT: %s; complete %d ms after the end"
            .formatted(run.summary(books), Duration.between(end, Instant.now()).toMillis()));
    assertThat(books.duplicates(run.counted(books)))
        .allSatisfy(again -> assertThat(books.expected()).containsKey(again.fireId()));
  }

  private void killApplication(Deliveries deliveries) {
    application.kill();
    Instant killed = Instant.now();
    application.start();
    tellRecovery("application", killed, deliveries);
  }

  /** Prints how long it took from {@code since} until something scheduled later arrived. */
  private static void tellRecovery(String part, Instant since, Deliveries deliveries) {
    await("fires after the return of the " + part)
        .atMost(Duration.ofSeconds(60))
        .until(() -> deliveries.all().stream().anyMatch(a -> a.scheduled().isAfter(since)));
    System.out.println(
        "FaultsIT: %s, delivering again after %d ms"
            .formatted(part, Duration.between(since, Instant.now()).toMillis()));
  }
}
