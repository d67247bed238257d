package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.CarillonProcess;
import dev.carillon.testing.HttpReceiver;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two hundred jobs for a minute: every fire arrives exactly once, none early. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainJobIT {

  private static final String SCHEMA = "carillon_it_main";
  private static final String TOPIC = "main-job";

  private HttpReceiver receiver;
  private CarillonProcess application;

  @BeforeAll
  void start() {
    SharedParts.database().createDatabase(SCHEMA);
    SharedParts.broker().createTopic(TOPIC, 3);
    receiver = HttpReceiver.create();
    application = SharedParts.application("main-job", SCHEMA).start();
  }

  @AfterAll
  void close() {
    application.close();
    receiver.close();
  }

  @Test
  void everyFireArrivesExactlyOnceAndNoneEarly() {
    Api api = new Api(application.client(), "main");
    Instant begin = Instant.now();
    Run run =
        new Run(
            api,
            new Workload(TOPIC, receiver).put(api, 200, begin.plusSeconds(15)),
            new Deliveries(SharedParts.broker(), TOPIC, receiver));

    Run.until(begin.plusSeconds(65));
    Books books = run.close();

    System.out.println("MainJobIT: " + run.summary(books));
    assertThat(books.expected()).hasSizeGreaterThan(1_000);
    assertThat(books.duplicates(run.counted(books))).isEmpty();
  }
}
