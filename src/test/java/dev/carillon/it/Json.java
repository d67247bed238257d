package dev.carillon.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;

/** JSON of the API as trees. */
public final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + text, e);
    }
  }

  /** A required member of an object. */
  public static JsonNode member(JsonNode object, String name) {
    JsonNode value = object.get(name);
    if (value == null) {
      throw new AssertionError("No member " + name + " in " + object);
    }
    return value;
  }

  public static String text(JsonNode object, String name) {
    return member(object, name).asText();
  }

  public static Instant instant(JsonNode object, String name) {
    return Instant.parse(text(object, name));
  }
}
