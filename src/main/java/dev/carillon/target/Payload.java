package dev.carillon.target;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The JSON that a fire carries: how it becomes bytes, and how much of it there may be. */
final class Payload {

  static final int MAX_BYTES = 256 * 1024;

  /** Far below what JSON parsers give up at, so that what was stored can be read and listed. */
  private static final int MAX_DEPTH = 100;

  private Payload() {}

  /**
   * What is sent for the payload: the text of a JSON string, the JSON of anything else.
   *
   * @throws InvalidTargetException if it is too large, nested too deeply or not Unicode
   */
  static byte[] bytes(String pointer, JsonNode payload) {
    if (isDeeperThan(MAX_DEPTH, payload)) {
      throw new InvalidTargetException(pointer, "nested more than " + MAX_DEPTH + " levels deep");
    }
    byte[] bytes = utf8(pointer, payload.isTextual() ? payload.textValue() : payload.toString());
    if (bytes.length > MAX_BYTES) {
      throw new InvalidTargetException(pointer, "more than 256 KiB");
    }
    return bytes;
  }

  static String contentType(JsonNode payload) {
    return payload.isTextual() ? "text/plain; charset=utf-8" : "application/json";
  }

  /**
   * The UTF-8 form of a text. JSON can escape half a surrogate pair, which has none.
   *
   * @throws InvalidTargetException if the text is not Unicode
   */
  static byte[] utf8(String pointer, String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new InvalidTargetException(pointer, "contains half a surrogate pair");
    }
  }

  private static boolean isDeeperThan(int levels, JsonNode node) {
    if (!node.isContainerNode()) {
      return false;
    }
    if (levels == 0) {
      return true;
    }
    for (JsonNode child : node) {
      if (isDeeperThan(levels - 1, child)) {
        return true;
      }
    }
    return false;
  }
}
