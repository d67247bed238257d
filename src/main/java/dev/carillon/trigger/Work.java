package dev.carillon.trigger;

/** How much one question to a trigger costs, in questions to triggers that ask no others. */
final class Work {

  /** The most that one question may cost. */
  static final long MOST = 20_000;

  // Bisection over a year in microseconds is 45 questions; most are over less.
  private static final int JITTER = 40;

  private Work() {}

  static long of(Trigger trigger) {
    if (trigger instanceof JitteredTrigger jittered) {
      return JITTER * of(jittered.base());
    }
    if (trigger instanceof OrTrigger or) {
      return or.triggers().stream().mapToLong(Work::of).sum();
    }
    // Remembers its search, so that it counts but once.
    return trigger instanceof AndTrigger and
        ? and.triggers().stream().mapToLong(Work::of).sum()
        : 1;
  }
}
