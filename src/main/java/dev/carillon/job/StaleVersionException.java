package dev.carillon.job;

/** The job is not, or no longer, what the caller's condition names. */
public final class StaleVersionException extends RuntimeException {

  /** What was asked for, and what there is. */
  public StaleVersionException(String message) {
    super(message);
  }
}
