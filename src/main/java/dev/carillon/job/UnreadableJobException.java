package dev.carillon.job;

/** A stored job cannot be read, for instance because another version wrote it. */
public final class UnreadableJobException extends RuntimeException {

  /** Which part cannot be read, and why. */
  public UnreadableJobException(String message, Throwable cause) {
    super(message, cause);
  }
}
