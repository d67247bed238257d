package dev.carillon.explain;

import dev.carillon.fire.Fire;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Pieces of sentences. */
final class Words {

  private Words() {}

  /** {@code , by ann}; empty if nobody is known. */
  static String by(@Nullable String who) {
    return who == null ? "" : " by " + who;
  }

  /** {@code : receiver under repair}; empty if nothing was said. */
  static String colon(@Nullable String reason) {
    return reason == null ? "" : ": " + reason;
  }

  /** {@code since 2026-…}; empty if nobody knows. */
  static String since(@Nullable Instant since) {
    return since == null ? "" : " since " + since;
  }

  /** {@code 12.345 ms after}. */
  static String after(Instant from, Instant until) {
    return Lateness.millis(from, until).toPlainString() + " ms after";
  }

  /** {@code attempt 2 on pod-a}. */
  static String attempt(Fire row) {
    return "attempt " + row.attempt + (row.leaseOwner == null ? "" : " on " + row.leaseOwner);
  }

  /** {@code 1 fire time}, {@code 7 fire times}, {@code 1000000 fire times or more}. */
  static String times(long count) {
    String more = count >= 1_000_000 ? " or more" : "";
    return count + (count == 1 ? " fire time" : " fire times") + more;
  }
}
