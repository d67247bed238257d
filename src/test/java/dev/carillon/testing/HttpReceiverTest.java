package dev.carillon.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpReceiverTest {

  private HttpReceiver receiver;
  private JsonClient client;

  @BeforeEach
  void start() {
    receiver = HttpReceiver.create();
    client = new JsonClient(receiver.uri("/"));
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void notesWhatArrives() {
    Instant before = Instant.now();
    assertThat(client.post("/a", "{\"x\":1}", "ce-id", "f-1").statusCode()).isEqualTo(200);

    assertThat(receiver.arrivalsOf("f-1"))
        .singleElement()
        .satisfies(
            arrival -> {
              assertThat(arrival.at()).isBetween(before, Instant.now());
              assertThat(arrival.method()).isEqualTo("POST");
              assertThat(arrival.path()).isEqualTo("/a");
              assertThat(arrival.header("Content-Type")).isEqualTo("application/json");
              assertThat(arrival.body()).isEqualTo("{\"x\":1}");
            });
    assertThat(receiver.arrivalsAt("/b")).isEmpty();
  }

  @Test
  void answersAsTold() {
    receiver.answer("/busy", Answer.status(503).header("Retry-After", "7").body("later"));

    HttpResponse<String> response = client.get("/busy");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(response.body()).isEqualTo("later");
  }

  @Test
  void letsTheCallerWait() {
    receiver.answer("/slow", Answer.OK.after(Duration.ofMillis(300)));
    long begin = System.nanoTime();

    client.get("/slow");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(290));
  }
}
