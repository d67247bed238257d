package dev.carillon.api.problem;

/** A request that is refused because of one of its members or parameters. */
public final class InvalidRequestException extends RuntimeException {

  private final Violation violation;

  /** What is wrong, and where. */
  public InvalidRequestException(String pointer, String message) {
    super(message);
    this.violation = new Violation(pointer, message);
  }

  Violation violation() {
    return violation;
  }
}
