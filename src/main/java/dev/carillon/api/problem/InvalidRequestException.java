package dev.carillon.api.problem;

import java.util.List;

/** A request that is refused because of its members or parameters. */
public final class InvalidRequestException extends RuntimeException {

  private final transient List<Violation> violations;

  /** What is wrong, and where. */
  public InvalidRequestException(String pointer, String message) {
    this(List.of(new Violation(pointer, message)));
  }

  /** All that is wrong; at least one thing. */
  public InvalidRequestException(List<Violation> violations) {
    super(violations.get(0).message());
    this.violations = List.copyOf(violations);
  }

  List<Violation> violations() {
    return violations;
  }
}
