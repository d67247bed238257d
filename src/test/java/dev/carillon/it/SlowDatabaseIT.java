package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.CarillonProcess;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.MariaDbServer;
import dev.carillon.testing.TcpProxy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** A database that is far away makes fires late; it does not keep them from starting. */
class SlowDatabaseIT {

  private static final String SCHEMA = "carillon_it_slow";
  private static final Duration ONE_WAY = Duration.ofMillis(30);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void firesStartWithADatabaseThatIsFarAway() {
    MariaDbServer database = SharedParts.database();
    database.createDatabase(SCHEMA);
    try (HttpReceiver receiver = HttpReceiver.create();
        TcpProxy link = database.proxy();
        CarillonProcess application =
            SharedParts.application("slow-database", SCHEMA)
                .with("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(SCHEMA, link))
                .start()) {
      Api api = new Api(application.client(), "slow");
      link.delay(ONE_WAY);

      Instant time = Instant.now().plusSeconds(4).truncatedTo(ChronoUnit.MICROS);
      api.put("ahead", job(receiver, "/ahead", time));
      api.put("late", job(receiver, "/late", time.minusSeconds(3600)));

      await("a fire that was due and one that was claimed ahead")
          .atMost(PATIENCE)
          .until(() -> arrived(receiver, "/late") && arrived(receiver, "/ahead"));
      JsonNode fire =
          await("its settlement")
              .atMost(PATIENCE)
              .until(
                  () -> api.fires("ahead").get(0),
                  one -> Json.text(one, "state").equals("SUCCEEDED"));
      assertThat(Json.instant(fire, "startedAt")).isAfterOrEqualTo(time);
      System.out.printf(
          "SlowDatabaseIT: a round trip of %d ms, started %d ms after its time%n",
          ONE_WAY.multipliedBy(2).toMillis(),
          Duration.between(time, Json.instant(fire, "startedAt")).toMillis());
    }
  }

  private static boolean arrived(HttpReceiver receiver, String path) {
    return !receiver.arrivalsAt(path).isEmpty();
  }

  private static String job(HttpReceiver receiver, String path, Instant time) {
    return """
        {"trigger": {"type": "date", "runDate": "%s"}, "misfireGraceTime": null,
         "target": {"type": "http", "method": "POST", "url": "%s", "body": {}}}
        """
        .formatted(time, receiver.uri(path));
  }
}
