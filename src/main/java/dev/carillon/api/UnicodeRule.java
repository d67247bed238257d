package dev.carillon.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.api.problem.InvalidRequestException;

/**
 * Texts must be Unicode. JSON can escape half a surrogate pair, which has no UTF-8 form: the
 * database would keep a question mark in its place.
 */
final class UnicodeRule {

  private UnicodeRule() {}

  /**
   * Checks all names and texts of a document.
   *
   * @throws InvalidRequestException if one contains half a surrogate pair
   */
  static void check(JsonNode document) {
    check("", document);
  }

  private static void check(String pointer, JsonNode node) {
    if (node.isTextual()) {
      check(pointer, node.textValue());
    } else if (node.isObject()) {
      node.properties()
          .forEach(
              member -> {
                check(pointer, member.getKey());
                String name = member.getKey().replace("~", "~0").replace("/", "~1");
                check(pointer + "/" + name, member.getValue());
              });
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        check(pointer + "/" + i, node.get(i));
      }
    }
  }

  private static void check(String pointer, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.charCount(text.codePointAt(i)) == 1) {
          throw new InvalidRequestException(pointer, "contains half a surrogate pair");
        }
        i++;
      }
    }
  }
}
