package dev.carillon.trigger.cron;

import java.util.List;

/**
 * What one of the two day fields allows.
 *
 * @param rules a day is in the set if one of them picks it
 * @param open the field was written as {@code *} or {@code ?}, with or without a step. Unix cron
 *     does not count such a field as given when it joins the two fields with OR
 */
record DaySet(List<DayRule> rules, boolean open) {

  static final DaySet EVERY_DAY = new DaySet(List.of(new DayRule.Numbers(DayRule.EVERY_DAY)), true);

  DaySet {
    rules = List.copyOf(rules);
  }

  boolean isEveryDay() {
    return rules.contains(EVERY_DAY.rules().get(0)) || rules.contains(new DayRule.Weekdays(127));
  }

  int days(int length, int first) {
    int days = 0;
    for (DayRule rule : rules) {
      days |= rule.days(length, first);
    }
    return days;
  }
}
