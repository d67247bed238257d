package dev.carillon.it;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job with a receiver that does something else than to accept at once, and what has to come of
 * it.
 *
 * @param id of the job
 * @param timeout of an attempt, ISO-8601
 * @param waits at least so long after the first attempt, the second, and so on
 * @param state of the fire
 * @param status of each attempt; null for none
 * @param error of each attempt; null for none
 * @param response of each attempt; null for none
 * @param took at least so long for each attempt
 */
record BadReceiver(
    String id,
    URI url,
    String timeout,
    List<Duration> waits,
    String state,
    @Nullable Integer status,
    @Nullable String error,
    @Nullable String response,
    Duration took) {

  /** First wait between two attempts; each further one is twice as long. */
  static final Duration BACKOFF = Duration.ofMillis(500);

  /** A receiver that answers with a status and is asked again. */
  static BadReceiver retried(String id, URI url, int status, Duration... waits) {
    return new BadReceiver(
        id,
        url,
        "PT10S",
        List.of(waits),
        "FAILED",
        status,
        "HTTP status " + status,
        null,
        Duration.ZERO);
  }

  /** A receiver from which no answer comes. */
  static BadReceiver silent(String id, URI url, Duration timeout, String error) {
    return new BadReceiver(
        id,
        url,
        timeout.toString(),
        List.of(BACKOFF),
        "FAILED",
        null,
        error,
        null,
        error.startsWith("no answer") ? timeout : Duration.ZERO);
  }

  BadReceiver saying(String answer) {
    return new BadReceiver(id, url, timeout, waits, state, status, error, answer, took);
  }

  /** The job: one fire at once. */
  String job() {
    return """
        {"trigger": {"type": "interval", "hours": 1, "fireImmediately": true},
         "target": {"type": "http", "url": "%s", "body": {}, "timeout": "%s"},
         "retryPolicy": {"maxAttempts": %d, "minBackoff": "%s", "maxBackoff": "PT1M",
                         "multiplier": 2, "jitter": 0}}
        """
        .formatted(url, timeout, waits.isEmpty() ? 3 : waits.size() + 1, BACKOFF);
  }

  @Override
  public String toString() {
    return id;
  }
}
