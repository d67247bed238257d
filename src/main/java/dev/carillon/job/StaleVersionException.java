package dev.carillon.job;

/** The job is not, or no longer, what the caller's condition names. */
public final class StaleVersionException extends RuntimeException {

  private final boolean absenceDemanded;

  /**
   * @param absenceDemanded whether the caller demanded that there is no such job
   * @param message what was asked for, and what there is
   */
  public StaleVersionException(boolean absenceDemanded, String message) {
    super(message);
    this.absenceDemanded = absenceDemanded;
  }

  /** Whether the caller demanded that there is no such job. */
  public boolean absenceDemanded() {
    return absenceDemanded;
  }
}
