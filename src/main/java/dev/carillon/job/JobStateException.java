package dev.carillon.job;

/** The job's state does not allow what was asked. */
public final class JobStateException extends RuntimeException {

  /** What was asked for and why it is not possible. */
  public JobStateException(String message) {
    super(message);
  }
}
