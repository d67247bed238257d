package dev.carillon.job;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How much of a backlog is made up for. Members that are left out take their default.
 *
 * @param maxAge times that are later than this are missed; null = any age
 * @param maxCount with {@code coalesce: ALL} no more times than this are delivered of one backlog,
 *     and no more fires than this are buffered; 1 to 10 000, default 1000
 * @param order which end of a backlog of more than {@code maxCount} times is delivered; default
 *     OLDEST
 */
@RegisterForReflection
@Schema(description = "How much of a backlog is made up for.")
public record CatchUp(
    @Schema(
            type = SchemaType.STRING,
            format = "duration",
            description =
                "ISO-8601 duration, PT0.000001S to P3650000D: overdue times that are later than "
                    + "this are missed. "
                    + "Absent or null: any age.",
            examples = "PT6H")
        @Nullable Duration maxAge,
    @Schema(
            type = SchemaType.INTEGER,
            minimum = "1",
            maximum = "10000",
            defaultValue = "1000",
            description =
                "Fires: with coalesce ALL the most that are delivered of one backlog, and the most "
                    + "that are buffered.")
        @Nullable Integer maxCount,
    @Schema(description = "Which end of a longer backlog is delivered.", defaultValue = "OLDEST")
        @Nullable Order order) {

  /** An end of a backlog. */
  public enum Order {
    /** The earliest times are delivered, the latest are missed. */
    OLDEST,
    /** The latest times are delivered, the earliest are missed. */
    NEWEST
  }

  /** All defaults. */
  public static final CatchUp DEFAULT = new CatchUp(null, null, null);

  private static final int MOST = 10_000;

  public CatchUp {
    maxCount = Objects.requireNonNullElse(maxCount, 1000);
    order = Objects.requireNonNullElse(order, Order.OLDEST);
    Checks.lateness("/maxAge", maxAge, "null for any age");
    Checks.range("/maxCount", maxCount, 1, MOST);
  }

  /** The most fires of one backlog. */
  public int most() {
    return Objects.requireNonNull(maxCount);
  }
}
