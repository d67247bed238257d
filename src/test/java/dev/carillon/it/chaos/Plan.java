package dev.carillon.it.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.it.Json;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerContext;
import dev.carillon.trigger.TriggerReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A trigger as the API showed it, on its job.
 *
 * @param anchor the instant at which it was given
 */
record Plan(UUID uid, JsonNode trigger, String zone, Instant anchor) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Plan of(JsonNode job, Instant anchor) {
    return new Plan(
        UUID.fromString(Json.text(job, "uid")),
        Json.member(job, "trigger"),
        job.path("timeZone").asText("UTC"),
        anchor);
  }

  /** Whether that other one gives the same times, but for the instant at which it was given. */
  boolean isLike(Plan other) {
    return trigger.equals(other.trigger) && zone.equals(other.zone);
  }

  /** The times from one to another instant, both exclusive. */
  List<Instant> between(Instant from, Instant until) {
    List<Instant> times = new ArrayList<>();
    Trigger rule = rule();
    Instant time = rule.next(null, from);
    while (time != null && time.isBefore(until)) {
      if (time.isAfter(from)) {
        times.add(time);
      }
      time = rule.next(time, from);
    }
    return times;
  }

  boolean yields(Instant time) {
    return time.equals(rule().next(null, time));
  }

  /** A date has one time, which may come after a pause, however long that was. */
  boolean isDate() {
    return "date".equals(Json.text(trigger, "type"));
  }

  private Trigger rule() {
    long seed = uid.getMostSignificantBits() ^ uid.getLeastSignificantBits();
    return TriggerReader.read(
        MAPPER.convertValue(trigger, Object.class),
        new TriggerContext(ZoneId.of(zone), anchor, seed));
  }
}
