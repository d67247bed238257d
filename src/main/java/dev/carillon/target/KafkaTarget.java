package dev.carillon.target;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.jspecify.annotations.Nullable;

/**
 * A record in a Kafka topic.
 *
 * <p>Without {@code value} and {@code valueBase64} the record is a tombstone. A {@code value} of
 * JSON {@code null} is the same as none.
 *
 * @param topic name of the topic
 * @param key key of the record, sent as UTF-8; null for none
 * @param value a JSON string is sent as its text, other JSON as JSON
 * @param valueBase64 bytes of the value in base64; excludes {@code value}
 * @param headers record headers in the order they were given, values sent as UTF-8; none if absent
 * @param partition the partition, 0-based; null leaves it to the producer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
@Schema(
    description =
        "A record in a Kafka topic. The broker's acknowledgement is success. Without a value the "
            + "record is a tombstone.",
    requiredProperties = {"type", "topic"},
    properties =
        @SchemaProperty(
            name = "type",
            type = SchemaType.STRING,
            enumeration = KafkaTarget.TYPE,
            description = "The kind of target."))
public record KafkaTarget(
    @Schema(
            description = "Name of the topic: at most 249 of the characters a-z A-Z 0-9 . _ -",
            examples = "billing.invoices")
        String topic,
    @Schema(description = "Record key, at most 1 KiB of UTF-8.", examples = "customer-17")
        @Nullable String key,
    @Schema(
            implementation = Object.class,
            nullable = true,
            description =
                "Any JSON, at most 256 KiB. A string is sent as its text, anything else as JSON; "
                    + "null is a tombstone.",
            examples = "{\"report\": \"nightly\"}")
        @JsonDeserialize(using = ExactJsonReader.class)
        @Nullable JsonNode value,
    @Schema(
            description =
                "Bytes of the value in base64, at most 256 KiB decoded; instead of `value`.",
            examples = "AAEC/w==")
        @Nullable String valueBase64,
    @Schema(
            description =
                "Record headers, at most 64 with 32 KiB in all. Names that begin with ce_ are "
                    + "refused: Carillon sets them.",
            examples = "{\"origin\": \"carillon\"}")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> headers,
    @Schema(description = "Partition, 0-based. Left to the producer if absent.", minimum = "0")
        @Nullable Integer partition)
    implements Target {

  /** The name of this kind of target. */
  public static final String TYPE = "kafka";

  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final int MAX_KEY_BYTES = 1024;

  /**
   * Checks the target.
   *
   * @throws InvalidTargetException if a member is missing or out of its bounds
   */
  public KafkaTarget {
    checkTopic(topic);
    if (key != null && Payload.utf8("/key", key).length > MAX_KEY_BYTES) {
      throw new InvalidTargetException("/key", "longer than 1 KiB of UTF-8");
    }
    // One meaning, one form: the record knows a tombstone by the absence of a value alone.
    value = value == null || value.isNull() ? null : value;
    if (value != null && valueBase64 != null) {
      throw new InvalidTargetException("/valueBase64", "excludes value: give one of the two");
    }
    if (value != null) {
      Payload.bytes("/value", value);
    }
    if (valueBase64 != null) {
      checkBase64(valueBase64);
    }
    headers = HeaderRules.KAFKA.checked("/headers", headers);
    if (partition != null && partition < 0) {
      throw new InvalidTargetException("/partition", partition + " is below 0");
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public KafkaTarget withPayload(JsonNode payload) {
    return new KafkaTarget(topic, key, payload, null, headers, partition);
  }

  /** The bytes of the value; null for a tombstone. */
  public byte @Nullable [] content() {
    if (valueBase64 != null) {
      return Base64.getDecoder().decode(valueBase64);
    }
    return value == null ? null : Payload.bytes("/value", value);
  }

  /** The media type of the value where the headers name none; null for a tombstone. */
  public @Nullable String contentType() {
    if (valueBase64 != null) {
      return "application/octet-stream";
    }
    return value == null ? null : Payload.contentType(value);
  }

  private static void checkTopic(@Nullable String topic) {
    if (topic == null) {
      throw new InvalidTargetException("/topic", "is required");
    }
    if (!TOPIC.matcher(topic).matches() || topic.equals(".") || topic.equals("..")) {
      throw new InvalidTargetException(
          "/topic",
          "'%s' is not a topic name: 1 to 249 of the characters a-z A-Z 0-9 . _ -, not . or .."
              .formatted(Excerpt.of(topic)));
    }
  }

  private static void checkBase64(String text) {
    try {
      if (Base64.getDecoder().decode(text).length > Payload.MAX_BYTES) {
        throw new InvalidTargetException("/valueBase64", "more than 256 KiB");
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidTargetException("/valueBase64", "is not base64");
    }
  }
}
