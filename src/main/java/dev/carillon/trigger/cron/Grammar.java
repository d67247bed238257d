package dev.carillon.trigger.cron;

/** What may be written in a field, for messages. */
final class Grammar {

  private Grammar() {}

  static String of(CronField field) {
    String numbers = field.min() + "-" + field.max();
    String common = ", *, */n, a-b, a-b/n or a list of these";
    return switch (field) {
      case MONTH -> numbers + " or jan-dec" + common;
      case DAY ->
          numbers + ", last, 1st mon to 5th sun, last fri (expression: L, LW, 15W)" + common;
      case DAY_OF_WEEK ->
          "mon-sun or 0-6 with mon = 0 (expression: 0-7 with sun = 0 and 7, 5L, 1#2)" + common;
      default -> numbers + common;
    };
  }
}
