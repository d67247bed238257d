package dev.carillon.trigger;

/** A trigger that cannot be read, or that can never fire. */
public final class InvalidTriggerException extends RuntimeException {

  private final String pointer;

  /**
   * @param pointer JSON pointer of the offending member, relative to the trigger; empty for the
   *     trigger itself
   * @param message the bad value and what would be valid
   */
  public InvalidTriggerException(String pointer, String message) {
    super(message);
    this.pointer = pointer;
  }

  /** JSON pointer of the offending member, relative to the trigger: {@code /minute}, or empty. */
  public String pointer() {
    return pointer;
  }
}
