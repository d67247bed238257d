package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.HttpReceiver;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A mixed load of jobs: half to Kafka, half to HTTP; in each half dates, intervals and crons. */
final class Workload {

  /** Policies under which every planned time fires, however late and however slow the receiver. */
  private static final String POLICIES =
      """
      "misfireGraceTime": null, "coalesce": "ALL", "maxInstances": null,
      "retryPolicy": {"maxAttempts": 50, "minBackoff": "PT0.5S", "maxBackoff": "PT2S",
                      "multiplier": 2, "jitter": 0.2}
      """;

  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe");

  private final String topic;
  private final HttpReceiver receiver;

  Workload(String topic, HttpReceiver receiver) {
    this.topic = topic;
    this.receiver = receiver;
  }

  /**
   * Puts {@code count} jobs and returns them as stored.
   *
   * @param start when the first of the date jobs fires; the others follow every 900 ms
   */
  List<StoredJob> put(Api api, int count, Instant start) {
    List<StoredJob> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String target = i % 2 == 0 ? kafka(i) : http(i);
      JsonNode stored = api.put("job-" + i, job(trigger(i / 2, start), zone(i / 2), target));
      StoredJob job = StoredJob.of(stored);
      assertThat(job.startsRight(Json.instant(stored, "createdAt")))
          .as("first time of %s", stored)
          .isTrue();
      jobs.add(job);
    }
    return jobs;
  }

  private static String job(String trigger, String zone, String target) {
    return "{\"trigger\": %s, \"timeZone\": \"%s\", \"target\": %s, %s}"
        .formatted(trigger, zone, target, POLICIES);
  }

  private static String trigger(int n, Instant start) {
    return switch (n % 5) {
      case 0 ->
          "{\"type\": \"date\", \"runDate\": \"%s\"}"
              .formatted(start.plusMillis(900L * (n / 5)).truncatedTo(ChronoUnit.MICROS));
      case 1, 2 -> "{\"type\": \"interval\", \"seconds\": %d}".formatted(2 + n % 7);
      case 3 -> "{\"type\": \"cron\", \"second\": \"*/%d\"}".formatted(n % 2 == 0 ? 3 : 5);
      default ->
          n % 2 == 0
              ? "{\"type\": \"cron\", \"expression\": \"* * * * *\"}"
              : "{\"type\": \"cron\", \"second\": \"7,11,29,53\"}";
    };
  }

  private static String zone(int n) {
    return ZONES.get(n % ZONES.size());
  }

  private String kafka(int i) {
    return "{\"type\": \"kafka\", \"topic\": \"%s\", \"key\": \"key-%d\", \"value\": {\"n\": %d}}"
        .formatted(topic, i, i);
  }

  private String http(int i) {
    return "{\"type\": \"http\", \"method\": \"POST\", \"url\": \"%s\", \"body\": {\"n\": %d}, \"timeout\": \"PT10S\"}"
        .formatted(receiver.uri("/in/" + i), i);
  }
}
