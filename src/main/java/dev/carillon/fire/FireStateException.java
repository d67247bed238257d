package dev.carillon.fire;

/** The state of a fire, or of its job, does not allow what was asked. */
public final class FireStateException extends RuntimeException {

  /** What was asked for and why it is not possible. */
  public FireStateException(String message) {
    super(message);
  }
}
