package dev.carillon.trigger.cron;

/** The two languages. They differ in how weekdays are numbered and in what may follow a name. */
enum Dialect {
  /** APScheduler's eight fields: Monday is 0. */
  FIELDS,
  /** Crontab and Quartz expressions: Sunday is 0 and 7. */
  EXPRESSION;

  /** Greatest number that may be written. */
  int max(CronField field) {
    return this == EXPRESSION && field == CronField.DAY_OF_WEEK ? 7 : field.max();
  }

  /** The number of a name in this language. */
  int numberOfName(CronField field, int index) {
    return switch (field) {
      case MONTH -> index + 1;
      case DAY_OF_WEEK -> this == EXPRESSION ? (index + 1) % 7 : index;
      default -> index;
    };
  }

  /** From a number of this language, which may run over the end of the week, to 0 = Monday. */
  int weekday(int number) {
    return this == EXPRESSION ? (number + 6) % 7 : number % 7;
  }
}
