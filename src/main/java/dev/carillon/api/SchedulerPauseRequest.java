package dev.carillon.api;

import dev.carillon.api.problem.InvalidRequestException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why the scheduler is paused, by whom, and until when. */
@Schema(description = "Why the scheduler is paused, by whom, and until when.")
@RegisterForReflection
public record SchedulerPauseRequest(
    @Schema(description = "For people, at most 512 characters.", examples = "broker under repair")
        @Nullable String reason,
    @Schema(description = "Who, at most 128 characters.", examples = "alice") @Nullable String by,
    @Schema(
            type = SchemaType.STRING,
            format = "date-time",
            description = "When it goes on by itself; absent: when it is resumed.")
        @Nullable String until) {

  private static final int LONGEST_REASON = 512;
  static final int LONGEST_NAME = 128;

  /** Checks the lengths. */
  void check() {
    check("/reason", reason, LONGEST_REASON);
    check("/by", by, LONGEST_NAME);
  }

  /** When it goes on by itself: after that instant. */
  @Nullable Instant end(Instant currentTime) {
    if (until == null) {
      return null;
    }
    Instant end = Instants.read("/until", until);
    if (!end.isAfter(currentTime)) {
      throw new InvalidRequestException(
          "/until", "'" + until + "' is over: expected an instant after " + currentTime);
    }
    return end;
  }

  static void check(String pointer, @Nullable String text, int longest) {
    if (text != null && text.length() > longest) {
      throw new InvalidRequestException(pointer, "longer than " + longest + " characters");
    }
  }
}
