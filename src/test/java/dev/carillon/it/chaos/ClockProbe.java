package dev.carillon.it.chaos;

import dev.carillon.it.Json;
import dev.carillon.testing.JsonClient;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Sees the wall clock of a process: the uid of a job begins with it. */
final class ClockProbe {

  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  /** It never fires while the test runs, and it is in no namespace that the test looks at. */
  private static final String JOB =
      """
      {"trigger": {"type": "date", "runDate": "2099-01-01T00:00:00Z"},
       "target": {"type": "http", "method": "POST", "url": "http://127.0.0.1:9/"}}""";

  private final JsonClient pod;
  private int jobs;

  ClockProbe(JsonClient pod) {
    this.pod = pod;
  }

  /** Whether the clock is far ahead; false if the process does not answer. */
  boolean isAhead() {
    try {
      HttpResponse<String> answer = pod.put("/v1/namespaces/chaos-probe/jobs/probe-" + jobs++, JOB);
      return answer.statusCode() == 201
          && madeAt(answer.body()).isAfter(Instant.now().plus(HALF_AN_HOUR));
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static Instant madeAt(String job) {
    UUID uid = UUID.fromString(Json.text(Json.parse(job), "uid"));
    return Instant.ofEpochMilli(uid.getMostSignificantBits() >>> 16);
  }
}
