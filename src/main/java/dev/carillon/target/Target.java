package dev.carillon.target;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where a fire goes, as stored with the job. Immutable.
 *
 * <p>The JSON form names the kind in its member {@code type}. It is the stored form as well: what
 * is written reads back equal.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(name = KafkaTarget.TYPE, value = KafkaTarget.class),
  @JsonSubTypes.Type(name = HttpTarget.TYPE, value = HttpTarget.class),
  @JsonSubTypes.Type(name = EventTarget.TYPE, value = EventTarget.class)
})
@Schema(
    description = "Where a fire goes. The member `type` says which kind it is.",
    oneOf = {KafkaTarget.class, HttpTarget.class, EventTarget.class},
    discriminatorProperty = "type",
    discriminatorMapping = {
      @DiscriminatorMapping(value = KafkaTarget.TYPE, schema = KafkaTarget.class),
      @DiscriminatorMapping(value = HttpTarget.TYPE, schema = HttpTarget.class),
      @DiscriminatorMapping(value = EventTarget.TYPE, schema = EventTarget.class)
    })
public sealed interface Target permits KafkaTarget, HttpTarget, EventTarget {

  /** The name of this kind of target in JSON, for example {@code http}. */
  String type();

  /**
   * The same target with another payload.
   *
   * @param payload any JSON
   * @throws InvalidTargetException if this target carries none, or it is too large
   */
  Target withPayload(JsonNode payload);

  /** What orders fires: those that share it are delivered one after another; null = nothing. */
  default @Nullable String key() {
    return null;
  }

  /**
   * How many fires of a job may be in flight where the job does not say; null = any number. A
   * receiver that is called is spared by default, a log that is written to is not.
   */
  default @Nullable Integer defaultMaxInstances() {
    return null;
  }
}
