package dev.carillon.trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private static final int MOST_LEAVES = 64;
  private static final int DEEPEST = 3;
  private static final int LONGEST_THRESHOLD = 86_400;

  private CombinationReader() {}

  static Trigger or(Members members, TriggerContext context, int depth) {
    members.allowOnly(OR_MEMBERS);
    Trigger trigger = new OrTrigger(triggers(members, context, depth));
    return bounded(Jitter.on(trigger, members, context, Window.OPEN), members);
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
          "these triggers do not fire together within "
              + AndTrigger.MAX_LEAPS
              + " steps from "
              + context.anchor());
    }
    return bounded(Jitter.on(trigger, members, context, Window.OPEN), members);
  }

  /** Refuses jitter of jitter of many: each level multiplies the questions. */
  private static Trigger bounded(Trigger trigger, Members members) {
    if (Work.of(trigger) > Work.MOST) {
      throw members.invalid(
          "jitter", "jitter within jitter of so many triggers is too much; give it on one level");
    }
    return trigger;
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

  /** How many triggers that are no combinations the lists hold; stops behind the bound. */
  private static int leaves(List<?> specs, int depth) {
    int leaves = 0;
    for (Object spec : specs) {
      Object inner =
          spec instanceof Map<?, ?> values && depth < DEEPEST ? values.get("triggers") : null;
      leaves += inner instanceof List<?> list ? leaves(list, depth + 1) : 1;
      if (leaves > MOST_LEAVES) {
        break;
      }
    }
    return leaves;
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
    if (depth == 0 && leaves(specs, 0) > MOST_LEAVES) {
      throw members.invalid(
          "triggers", "a combination holds at most " + MOST_LEAVES + " triggers in all its levels");
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
