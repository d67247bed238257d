package dev.carillon.target;

/** A target that no fire could ever be sent to. */
public final class InvalidTargetException extends RuntimeException {

  private final String pointer;

  /**
   * @param pointer JSON pointer of the offending member, relative to the target
   * @param message the bad value and what would be valid; never a credential
   */
  public InvalidTargetException(String pointer, String message) {
    super(message);
    this.pointer = pointer;
  }

  /** JSON pointer of the offending member, relative to the target: {@code /url}. */
  public String pointer() {
    return pointer;
  }
}
