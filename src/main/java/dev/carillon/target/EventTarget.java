package dev.carillon.target;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.jspecify.annotations.Nullable;

/**
 * A CDI event to the observers inside the process.
 *
 * @param name tells the observers what the event is about
 * @param payload any JSON for the observers; null if absent, which differs from JSON {@code null}
 * @param timeout how long the observers may take together; 30 s if absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
@Schema(
    description =
        "A CDI event to the observers inside the process, for handlers built into Carillon. "
            + "Success is that no observer threw.",
    requiredProperties = {"type", "name"},
    properties =
        @SchemaProperty(
            name = "type",
            type = SchemaType.STRING,
            enumeration = EventTarget.TYPE,
            description = "The kind of target."))
public record EventTarget(
    @Schema(
            description =
                "What the event is about, for the observers: 1 to 200 of the characters "
                    + "a-z A-Z 0-9 . _ : / -",
            examples = "nightly-report")
        String name,
    @Schema(
            implementation = Object.class,
            nullable = true,
            description = "Any JSON for the observers, at most 256 KiB.",
            examples = "{\"report\": \"nightly\"}")
        @JsonDeserialize(using = ExactJsonReader.class)
        @Nullable JsonNode payload,
    @Schema(
            type = SchemaType.STRING,
            format = "duration",
            description =
                "ISO-8601 duration that all observers together may take, above zero and at most "
                    + "PT10M.",
            defaultValue = "PT30S",
            examples = "PT10S")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonDeserialize(using = IsoDurationReader.class)
        Duration timeout)
    implements Target {

  /** The name of this kind of target. */
  public static final String TYPE = "event";

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._:/-]{1,200}");

  /**
   * Checks the target and fills in the defaults.
   *
   * @throws InvalidTargetException if a member is missing or out of its bounds
   */
  public EventTarget {
    if (name == null) {
      throw new InvalidTargetException("/name", "is required");
    }
    if (!NAME.matcher(name).matches()) {
      throw new InvalidTargetException(
          "/name",
          "'%s' is not an event name: 1 to 200 of the characters a-z A-Z 0-9 . _ : / -"
              .formatted(Excerpt.of(name)));
    }
    if (payload != null) {
      Payload.bytes("/payload", payload);
    }
    timeout = TimeoutRule.checked("/timeout", timeout);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public EventTarget withPayload(JsonNode other) {
    return new EventTarget(name, other, timeout);
  }
}
