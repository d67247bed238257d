package dev.carillon.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A job as the API returned it, and the times at which it has to fire.
 *
 * @param trigger the trigger as stored; only the few forms that {@link Workload} uses are
 *     understood
 * @param first its first planned time
 */
record StoredJob(String id, String uid, JsonNode trigger, Instant first) {

  static StoredJob of(JsonNode job) {
    return new StoredJob(
        Json.text(job, "id"),
        Json.text(job, "uid"),
        Json.member(job, "trigger"),
        Json.instant(job, "nextRunTime"));
  }

  /** The fire times before {@code cut}. */
  List<Instant> timesBefore(Instant cut) {
    String type = Json.text(trigger, "type");
    Stream<Instant> times =
        switch (type) {
          case "date" -> Stream.of(Json.instant(trigger, "runDate"));
          case "interval" -> Stream.iterate(first, time -> time.plus(interval()));
          case "cron" -> Stream.iterate(first, time -> time.plusSeconds(1)).filter(this::matches);
          default -> throw new AssertionError("No arithmetic for " + trigger);
        };
    return times.takeWhile(time -> time.isBefore(cut)).toList();
  }

  /** Whether {@link #first} is what the trigger says, given the instant of the job's creation. */
  boolean startsRight(Instant createdAt) {
    return switch (Json.text(trigger, "type")) {
      case "date" -> first.equals(Json.instant(trigger, "runDate"));
      case "interval" ->
          Duration.between(createdAt.plus(interval()), first).abs().toMillis() < 1_000;
      default -> firstMatch(createdAt).equals(first);
    };
  }

  /** The id that the fire of that time has. */
  String fireId(Instant scheduled) {
    return uid + "-" + ChronoUnit.MICROS.between(Instant.EPOCH, scheduled);
  }

  private Duration interval() {
    return Duration.ofSeconds(Json.member(trigger, "seconds").asLong());
  }

  private Instant firstMatch(Instant createdAt) {
    return Stream.iterate(
            createdAt.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS), t -> t.plusSeconds(1))
        .filter(this::matches)
        .findFirst()
        .orElseThrow();
  }

  /** Every zone in use is whole minutes away from UTC, so that the second is the same in all. */
  private boolean matches(Instant time) {
    long second = time.getEpochSecond() % 60;
    if (trigger.hasNonNull("expression")) {
      return second == 0;
    }
    String field = Json.text(trigger, "second");
    return field.startsWith("*/")
        ? second % Long.parseLong(field.substring(2)) == 0
        : Arrays.asList(field.split(",")).contains(Long.toString(second));
  }
}
