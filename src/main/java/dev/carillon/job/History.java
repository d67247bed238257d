package dev.carillon.job;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How long final rows of the ledger are kept. A member that is null is decided by the namespace,
 * and by the configuration where that says nothing.
 *
 * @param succeeded how long fires that SUCCEEDED are kept, from their end on
 * @param failed how long all others are kept: FAILED, MISSED, SKIPPED, CANCELLED
 */
@RegisterForReflection
@Schema(description = "How long final rows of the ledger are kept.")
public record History(
    @Schema(
            type = SchemaType.STRING,
            format = "duration",
            description = "ISO-8601 duration, PT1M to P3650D, for fires that SUCCEEDED.",
            examples = "P7D")
        @Nullable Duration succeeded,
    @Schema(
            type = SchemaType.STRING,
            format = "duration",
            description =
                "ISO-8601 duration, PT1M to P3650D, for FAILED, MISSED, SKIPPED and CANCELLED ones.",
            examples = "P30D")
        @Nullable Duration failed) {

  /** Nothing said. */
  public static final History DEFAULT = new History(null, null);

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(3650);

  public History {
    Checks.range("/succeeded", succeeded, SHORTEST, LONGEST);
    Checks.range("/failed", failed, SHORTEST, LONGEST);
  }

  /** These, and the fallback's where they say nothing. */
  public History or(History fallback) {
    return new History(
        succeeded == null ? fallback.succeeded : succeeded,
        failed == null ? fallback.failed : failed);
  }
}
