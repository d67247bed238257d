package dev.carillon.bench;

/** A system cannot do what a workload asks for; the message says why. */
final class NotPossibleException extends RuntimeException {

  NotPossibleException(String why) {
    super(why);
  }
}
