package dev.carillon.api;

import dev.carillon.api.problem.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * How many fires at most, and how many a second: the bounds and defaults of what is done in bulk.
 */
final class Amounts {

  /** Most fires of one bulk retry, and the default. */
  static final int MOST_RETRIES = 1000;

  /** Most fires of one backfill, and the default. */
  static final int MOST_BACKFILLS = 10_000;

  private static final double DEFAULT_RATE = 10;
  private static final double LEAST_RATE = 0.1;
  private static final double MOST_RATE = 1000;

  private Amounts() {}

  /** Fires per second: 0.1 to 1000, default 10. */
  static double rate(@Nullable Double rate) {
    if (rate == null) {
      return DEFAULT_RATE;
    }
    if (rate >= LEAST_RATE && rate <= MOST_RATE) {
      return rate;
    }
    throw new InvalidRequestException(
        "/rate", rate + " is not valid: expected 0.1 to 1000 fires per second");
  }

  /** Number of fires: 1 to {@code most}, which is the default. */
  static int limit(@Nullable Integer limit, int most) {
    if (limit == null) {
      return most;
    }
    if (limit >= 1 && limit <= most) {
      return limit;
    }
    throw new InvalidRequestException("/limit", limit + " is not valid: expected 1 to " + most);
  }
}
