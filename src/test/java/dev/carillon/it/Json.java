package dev.carillon.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;

/** JSON of the API as trees. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + text, e);
    }
  }

  /** A required member of an object. */
  static JsonNode member(JsonNode object, String name) {
    JsonNode value = object.get(name);
    if (value == null) {
      throw new AssertionError("No member " + name + " in " + object);
    }
    return value;
  }

  static String text(JsonNode object, String name) {
    return member(object, name).asText();
  }

  static Instant instant(JsonNode object, String name) {
    return Instant.parse(text(object, name));
  }
}
