package dev.carillon.job;

/** A policy of a job that is out of its range. */
public final class InvalidPolicyException extends RuntimeException {

  private final String pointer;

  /**
   * @param pointer JSON pointer of the offending member, relative to the record that refuses it
   * @param message the bad value and what would be valid
   */
  public InvalidPolicyException(String pointer, String message) {
    super(message);
    this.pointer = pointer;
  }

  /** JSON pointer of the offending member, relative to the record that refuses it. */
  public String pointer() {
    return pointer;
  }
}
