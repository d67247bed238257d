package dev.carillon.trigger;

/** Reads {@code jitter}: the longest delay in whole seconds. */
final class Jitter {

  private static final long YEAR = 366 * 86_400L;

  private Jitter() {}

  static Trigger on(Trigger trigger, Members members, TriggerContext context, Window window) {
    long seconds = members.has("jitter") ? members.number("jitter", 0, 0, YEAR) : 0;
    return seconds == 0
        ? trigger
        : new JitteredTrigger(trigger, seconds * Micros.SECOND, context.seed(), window.endMicros());
  }
}
