package dev.carillon.target;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request to one receiver.
 *
 * @param method one of {@link #METHODS}, upper case; POST if absent
 * @param url absolute http or https URL without user info and fragment
 * @param headers request headers in the order they were given; none if absent
 * @param body what is sent: a JSON string as its text, other JSON as JSON; null if absent, which
 *     sends no body. JSON {@code null} is a body
 * @param key orders fires; it is not sent. At most 1 KiB of UTF-8; null for none
 * @param timeout from the start of the attempt to the end of the answer; 30 s if absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
@Schema(
    description = "An HTTP request. A 2xx answer is success.",
    requiredProperties = {"type", "url"},
    properties =
        @SchemaProperty(
            name = "type",
            type = SchemaType.STRING,
            enumeration = HttpTarget.TYPE,
            description = "The kind of target."))
public record HttpTarget(
    @Schema(
            description = "Request method. GET and HEAD take no body.",
            enumeration = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"},
            defaultValue = "POST")
        String method,
    @Schema(
            description =
                "Absolute http or https URL without user info and fragment, at most 2048 characters.",
            examples = "https://receiver.example/hooks/nightly")
        String url,
    @Schema(
            description =
                "Request headers, at most 64 with 32 KiB in all. Headers that Carillon or the "
                    + "protocol sets are refused: Idempotency-Key, webhook-*, ce-*, Host, "
                    + "Content-Length and the like.",
            examples = "{\"Authorization\": \"Bearer abc\"}")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> headers,
    @Schema(
            implementation = Object.class,
            nullable = true,
            description =
                "Any JSON, at most 256 KiB. A string is sent as its text (text/plain), anything "
                    + "else as JSON (application/json), unless a Content-Type header says "
                    + "otherwise. Without this member no body is sent.",
            examples = "{\"report\": \"nightly\"}")
        @JsonDeserialize(using = ExactJsonReader.class)
        @Nullable JsonNode body,
    @Schema(
            description =
                "With `ordered`, fires that share this key are delivered one after another. At "
                    + "most 1 KiB of UTF-8; it is not sent.",
            examples = "customer-17")
        @Nullable String key,
    @Schema(
            type = SchemaType.STRING,
            format = "duration",
            description =
                "ISO-8601 duration from the start of an attempt to the end of the answer, above "
                    + "zero and at most PT10M.",
            defaultValue = "PT30S",
            examples = "PT10S")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonDeserialize(using = IsoDurationReader.class)
        Duration timeout)
    implements Target {

  /** The name of this kind of target. */
  public static final String TYPE = "http";

  private static final int MAX_KEY_BYTES = 1024;

  /** The methods a request may have. */
  public static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /**
   * Checks the target and fills in the defaults.
   *
   * @throws InvalidTargetException if a member is missing or out of its bounds
   */
  public HttpTarget {
    method = method == null ? "POST" : method;
    if (!METHODS.contains(method)) {
      throw new InvalidTargetException(
          "/method", "'%s' is not one of %s".formatted(Excerpt.of(method), METHODS));
    }
    UrlRules.check("/url", url);
    headers = HeaderRules.HTTP.checked("/headers", headers);
    if (body != null) {
      if (method.equals("GET") || method.equals("HEAD")) {
        throw new InvalidTargetException("/body", "a " + method + " request takes no body");
      }
      Payload.bytes("/body", body);
    }
    if (key != null && Payload.utf8("/key", key).length > MAX_KEY_BYTES) {
      throw new InvalidTargetException("/key", "longer than 1 KiB of UTF-8");
    }
    timeout = TimeoutRule.checked("/timeout", timeout);
  }

  /** A target whose fires no key orders. */
  public HttpTarget(
      String method,
      String url,
      Map<String, String> headers,
      @Nullable JsonNode body,
      Duration timeout) {
    this(method, url, headers, body, null, timeout);
  }

  @Override
  public HttpTarget withPayload(JsonNode payload) {
    return new HttpTarget(method, url, headers, payload, key, timeout);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Integer defaultMaxInstances() {
    return 1;
  }

  /** The URL as the request needs it: in ASCII, parsed. */
  public URI uri() {
    return URI.create(URI.create(url).toASCIIString());
  }

  /** The bytes of the body; null if there is none. */
  public byte @Nullable [] content() {
    return body == null ? null : Payload.bytes("/body", body);
  }

  /** The media type of the body where the headers name none; null if there is no body. */
  public @Nullable String contentType() {
    return body == null ? null : Payload.contentType(body);
  }
}
