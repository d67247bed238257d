package dev.carillon.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.api.problem.BodyTooLargeException;
import dev.carillon.api.problem.InvalidRequestException;
import dev.carillon.api.problem.JsonProblems;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads request bodies: bounded, strict, and with the offending member in the answer. */
@ApplicationScoped
class Bodies {

  private static final int LIMIT = 1024 * 1024;

  private final ObjectMapper json;

  Bodies(ObjectMapper json) {
    this.json = json;
  }

  /**
   * Reads a body as JSON.
   *
   * @throws BodyTooLargeException if it has more than 1 MiB
   * @throws InvalidRequestException if it is not JSON or empty
   */
  JsonNode tree(InputStream body) {
    try {
      byte[] bytes = body.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw new BodyTooLargeException(LIMIT);
      }
      JsonNode tree = json.readTree(bytes);
      if (tree == null || tree.isMissingNode()) {
        throw new InvalidRequestException("", "the body is empty: expected a JSON object");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw JsonProblems.of(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a record from JSON.
   *
   * @throws InvalidRequestException if a member is unknown or not of its type
   */
  <T> T read(JsonNode tree, Class<T> type) {
    if (!tree.isObject()) {
      throw new InvalidRequestException("", "wrong type: expected an object");
    }
    try {
      return json.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw JsonProblems.of(e);
    }
  }

  /** Writes a record as a tree. */
  JsonNode write(Object value) {
    return json.valueToTree(value);
  }
}
