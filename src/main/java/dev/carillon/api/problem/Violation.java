package dev.carillon.api.problem;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer JSON pointer into the body, or {@code /name} of a path or query parameter; empty
 *     for the body itself
 * @param message the bad value and what would be valid
 */
@Schema(description = "One thing that is wrong with a request.")
public record Violation(
    @Schema(description = "JSON pointer of the offending member", examples = "/trigger/minute")
        String pointer,
    @Schema(description = "The bad value and what would be valid") String message) {

  private static final int LONGEST = 500;

  /** Cuts a message that repeats much of a request. */
  public Violation {
    message = message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
  }

  /** The same in a document of which the request is a part. */
  public Violation within(String document) {
    return new Violation(document + pointer, message);
  }
}
