package dev.carillon.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.target.Target;
import dev.carillon.trigger.TimeZones;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller defines of a job; everything else is ours.
 *
 * @param description for people; null if none
 * @param labels names and values to find jobs by
 * @param trigger when it fires, as the caller wrote it
 * @param timeZone IANA zone for triggers that name none; null = UTC
 * @param target where its fires go
 * @param policies how its fires are handled
 */
public record JobInput(
    @Nullable String description,
    Map<String, String> labels,
    JsonNode trigger,
    @Nullable String timeZone,
    Target target,
    Policies policies) {

  public JobInput {
    checkTimeZone(timeZone);
    if (Boolean.TRUE.equals(policies.ordered()) && target.key() == null) {
      throw new InvalidPolicyException(
          "/ordered", "true is not valid: expected a target with a key");
    }
  }

  static void checkTimeZone(@Nullable String timeZone) {
    if (timeZone != null && TimeZones.find(timeZone) == null) {
      throw new InvalidPolicyException(
          "/timeZone", "'" + timeZone + "' is not an IANA time zone such as Europe/Berlin");
    }
  }
}
