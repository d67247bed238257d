package dev.carillon.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.api.problem.InvalidRequestException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What one fire on demand carries, and who asks for it. */
@Schema(description = "What one fire on demand carries, and who asks for it.")
@RegisterForReflection
public record RunRequest(
    @Schema(
            implementation = Object.class,
            nullable = true,
            description =
                "Any JSON, at most 256 KiB, that this one fire carries instead of the target's "
                    + "value, body or payload; all its attempts do. null is a payload as well. "
                    + "Refused if the target can carry none.",
            examples = "{\"report\": \"once more\"}")
        @Nullable JsonNode payload,
    @Schema(
            description = "Who asks, for people: 1 to 128 characters.",
            minLength = 1,
            maxLength = 128,
            examples = "ada")
        @Nullable String by) {

  /** Nothing in particular. */
  static final RunRequest PLAIN = new RunRequest(null, null);

  private static final int LONGEST_NAME = 128;

  /** Who asks; null if nobody is named. */
  @Nullable String checkedBy() {
    if (by != null && (by.isBlank() || by.length() > LONGEST_NAME)) {
      throw new InvalidRequestException("/by", "is not valid: expected 1 to 128 characters");
    }
    return by;
  }
}
