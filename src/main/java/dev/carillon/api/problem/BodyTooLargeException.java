package dev.carillon.api.problem;

/** A request body beyond the limit. */
public final class BodyTooLargeException extends RuntimeException {

  /** Most bytes a request body may have: 1 MiB. */
  public static final int LIMIT = 1024 * 1024;

  /** Most bytes a body with many jobs may have: 4 MiB. */
  public static final int BATCH_LIMIT = 4 * LIMIT;

  /** A body of more bytes than that. */
  public BodyTooLargeException(int limit) {
    super("the body has more than " + limit + " bytes");
  }
}
