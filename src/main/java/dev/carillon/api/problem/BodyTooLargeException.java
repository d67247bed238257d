package dev.carillon.api.problem;

/** A request body beyond the limit. */
public final class BodyTooLargeException extends RuntimeException {

  /** Most bytes a request body may have: 1 MiB. */
  public static final int LIMIT = 1024 * 1024;

  /** A body beyond {@link #LIMIT}. */
  public BodyTooLargeException() {
    super("the body has more than " + LIMIT + " bytes");
  }
}
