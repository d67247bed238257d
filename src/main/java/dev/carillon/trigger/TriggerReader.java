package dev.carillon.trigger;

import java.util.Map;

/** Makes triggers from their JSON form. */
public final class TriggerReader {

  private TriggerReader() {}

  /**
   * Reads a trigger.
   *
   * @param spec a {@link Map} of member names to JSON values (String, Number, Boolean, List, Map,
   *     null)
   * @param context what the trigger takes from its surroundings
   * @return the rule
   * @throws InvalidTriggerException if a member is unknown, missing or not valid, or if the trigger
   *     can never fire
   */
  public static Trigger read(Object spec, TriggerContext context) {
    if (!(spec instanceof Map<?, ?> members)) {
      throw new InvalidTriggerException("", "a trigger is an object with a type");
    }
    if (members.get("seconds") instanceof Number seconds) {
      long step = seconds.longValue();
      return (previous, now) ->
          previous == null ? context.anchor().plusSeconds(step) : previous.plusSeconds(step);
    }
    throw new InvalidTriggerException("/type", "no such trigger type: " + members.get("type"));
  }
}
