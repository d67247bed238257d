package dev.carillon.target;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came back from one attempt to deliver a fire. */
public sealed interface Delivery {

  /**
   * The receiver has confirmed the fire.
   *
   * @param status status code of the answer; null where the target has none
   * @param answer the first 2 KiB of what the receiver said, or where the record went; null if
   *     nothing
   */
  record Accepted(@Nullable Integer status, @Nullable String answer) implements Delivery {}

  /**
   * The fire was not delivered by this attempt.
   *
   * @param retryable false where a further attempt cannot help
   * @param error what went wrong, for a person; never a credential
   * @param status status code of the answer; null if there was none
   * @param answer the first 2 KiB of the answer; null if there was none
   * @param retryAfter how long the receiver asked to wait; null if it did not
   */
  record Rejected(
      boolean retryable,
      String error,
      @Nullable Integer status,
      @Nullable String answer,
      @Nullable Duration retryAfter)
      implements Delivery {

    /** A failure before any answer, which a later attempt may get past. */
    public static Rejected retryable(String error) {
      return new Rejected(true, error, null, null, null);
    }

    /** A failure before any answer, which no later attempt gets past. */
    public static Rejected fatal(String error) {
      return new Rejected(false, error, null, null, null);
    }
  }
}
