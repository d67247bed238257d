package dev.carillon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.carillon.scheduler.Backfilled;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Fire times that are, or would be, delivered after all. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
@Schema(description = "Fire times that are, or would be, delivered after all.")
public record BackfillResponse(
    @Schema(description = "How many.") int count,
    @Schema(
            description =
                "Fire times that were left alone: SUCCEEDED, FAILED, RUNNING, RETRYING, PENDING.")
        int existing,
    @Schema(description = "Whether a limit left some out: go on from next.") boolean more,
    @Schema(description = "The first fire time that was not looked at; absent without more.")
        @Nullable Instant next,
    @Schema(description = "The first of them; absent if there is none.") @Nullable Instant first,
    @Schema(description = "The last of them; absent if there is none.") @Nullable Instant last,
    @Schema(description = "The first ten of them; only of a dry run.")
        @Nullable List<Instant> times) {

  private static final int SHOWN = 10;

  static BackfillResponse of(Backfilled done, boolean dryRun) {
    List<Instant> times = done.times();
    int count = times.size();
    return new BackfillResponse(
        count,
        done.existing(),
        done.next() != null,
        done.next(),
        count == 0 ? null : times.get(0),
        count == 0 ? null : times.get(count - 1),
        dryRun ? times.subList(0, Math.min(SHOWN, count)) : null);
  }
}
