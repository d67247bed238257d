package dev.carillon.trigger.cron;

import org.jspecify.annotations.Nullable;

/** A cron text that cannot be read. The message names the field, the text and the position. */
public final class CronFormatException extends RuntimeException {

  private final transient @Nullable CronField field;

  CronFormatException(@Nullable CronField field, String message) {
    super(message);
    this.field = field;
  }

  /** The field that cannot be read; null if the whole text is at fault. */
  public @Nullable CronField field() {
    return field;
  }
}
