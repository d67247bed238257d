package dev.carillon.scheduler;

/** The database has not told its time yet. */
public final class ClockNotReadyException extends RuntimeException {

  ClockNotReadyException() {
    super("the database has not told its time yet");
  }
}
