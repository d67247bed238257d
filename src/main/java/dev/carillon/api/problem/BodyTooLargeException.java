package dev.carillon.api.problem;

/** A request body beyond the limit. */
public final class BodyTooLargeException extends RuntimeException {

  /** The limit in bytes. */
  public BodyTooLargeException(int limit) {
    super("the body has more than " + limit + " bytes");
  }
}
