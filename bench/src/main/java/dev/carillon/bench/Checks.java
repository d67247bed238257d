package dev.carillon.bench;

/** What must hold before a number counts. */
final class Checks {

  private Checks() {}

  /**
   * All jobs were done.
   *
   * @throws IllegalStateException if not
   */
  static void complete(Run run, int jobs) {
    if (run.done() < jobs) {
      throw new IllegalStateException(
          "Only " + run.done() + " of " + jobs + " jobs were done in time");
    }
  }
}
