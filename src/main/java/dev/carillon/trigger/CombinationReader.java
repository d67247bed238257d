package dev.carillon.trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code and} ({@code triggers threshold jitter timeZone}) and {@code or} ({@code triggers
 * jitter timeZone}). {@code timeZone} counts for triggers that name none.
 */
final class CombinationReader {

  private static final Set<String> OR_MEMBERS = Set.of("type", "triggers", "jitter", "timeZone");
  private static final Set<String> AND_MEMBERS =
      Set.of("type", "triggers", "jitter", "timeZone", "threshold");
  private static final int MOST_TRIGGERS = 32;
  private static final int DEEPEST = 3;
  private static final int LONGEST_THRESHOLD = 86_400;

  private CombinationReader() {}

  static Trigger or(Members members, TriggerContext context, int depth) {
    members.allowOnly(OR_MEMBERS);
    Trigger trigger = new OrTrigger(triggers(members, context, depth));
    return Jitter.on(trigger, members, context, Window.OPEN);
  }

  static Trigger and(Members members, TriggerContext context, int depth) {
    members.allowOnly(AND_MEMBERS);
    long threshold = members.number("threshold", 0, 0, LONGEST_THRESHOLD) * Micros.SECOND;
    List<Trigger> triggers = triggers(members, context, depth);
    for (int i = 0; i < triggers.size(); i++) {
      if (holdsAnd(triggers.get(i))) {
        throw new InvalidTriggerException(
            members.at("triggers") + "/" + i,
            "an and holds no other and; list all triggers in one");
      }
    }
    AndTrigger trigger = new AndTrigger(triggers, threshold);
    if (trigger.search(Micros.of(context.anchor())).gaveUp()) {
      throw members.invalid(
          "triggers",
          "these triggers never fire together: no common time within "
              + AndTrigger.MAX_LEAPS
              + " steps from "
              + context.anchor());
    }
    return Jitter.on(trigger, members, context, Window.OPEN);
  }

  // One search inside another multiplies their lengths.
  private static boolean holdsAnd(Trigger trigger) {
    if (trigger instanceof JitteredTrigger jittered) {
      return holdsAnd(jittered.base());
    }
    return trigger instanceof AndTrigger
        || (trigger instanceof OrTrigger or
            && or.triggers().stream().anyMatch(CombinationReader::holdsAnd));
  }

  private static List<Trigger> triggers(Members members, TriggerContext context, int depth) {
    if (!(members.value("triggers") instanceof List<?> specs)
        || specs.isEmpty()
        || specs.size() > MOST_TRIGGERS) {
      throw members.invalid("triggers", "a list of 1 to " + MOST_TRIGGERS + " triggers is needed");
    }
    if (depth >= DEEPEST) {
      throw members.invalid("triggers", "triggers are nested deeper than " + DEEPEST + " levels");
    }
    TriggerContext inner =
        new TriggerContext(members.zone(context.zone()), context.anchor(), context.seed());
    List<Trigger> triggers = new ArrayList<>(specs.size());
    for (int i = 0; i < specs.size(); i++) {
      String pointer = members.at("triggers") + "/" + i;
      triggers.add(TriggerReader.read(specs.get(i), inner, pointer, depth + 1));
    }
    return triggers;
  }
}
