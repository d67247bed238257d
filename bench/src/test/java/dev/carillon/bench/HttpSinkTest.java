package dev.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class HttpSinkTest {

  @Test
  void answersAndCountsEachRequestOfAConnection() throws Exception {
    try (HttpSink sink = HttpSink.start()) {
      HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(sink.url()))
              .POST(BodyPublishers.ofString("x".repeat(20_000)))
              .build();

      for (int i = 1; i <= 3; i++) {
        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
        assertThat(sink.count()).isEqualTo(i);
      }
    }
  }
}
