package dev.carillon.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.carillon.api.problem.BodyTooLargeException;
import dev.carillon.api.problem.InvalidRequestException;
import dev.carillon.api.problem.JsonProblems;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads request bodies: bounded, strict, and with the offending member in the answer. */
@ApplicationScoped
class Bodies {

  private final ObjectMapper json;

  Bodies(ObjectMapper json) {
    this.json = json;
  }

  /**
   * Reads a body as JSON.
   *
   * @throws BodyTooLargeException if it has more than 1 MiB
   * @throws InvalidRequestException if it is empty, not JSON, or not Unicode
   */
  JsonNode tree(InputStream body) {
    return tree(body, BodyTooLargeException.LIMIT);
  }

  /** The same with another limit, in bytes. */
  JsonNode tree(InputStream body, int limit) {
    try {
      byte[] bytes = body.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new BodyTooLargeException(limit);
      }
      JsonNode tree = json.readTree(text(bytes));
      if (tree == null || tree.isMissingNode()) {
        throw new InvalidRequestException("", "the body is empty: expected a JSON object");
      }
      UnicodeRule.check(tree);
      return tree;
    } catch (MismatchedInputException e) {
      throw new InvalidRequestException("", "not valid JSON: something follows the first value");
    } catch (JsonProcessingException e) {
      throw JsonProblems.of(e);
    } catch (CharacterCodingException e) {
      throw new InvalidRequestException("", "the body is not UTF-8");
    } catch (NumberFormatException e) {
      throw new InvalidRequestException("", "not valid JSON: a number is out of any range");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Strictly UTF-8: the JSON reader would let overlong forms and halves of surrogates pass. */
  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
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

  /**
   * Reads a record from a body that may be left out: no body is as good as an empty object.
   *
   * @throws InvalidRequestException as {@link #tree} and {@link #read} do
   */
  <T> T readOrEmpty(InputStream body, Class<T> type) {
    try (PushbackInputStream stream = new PushbackInputStream(body)) {
      int first = stream.read();
      if (first < 0) {
        return read(json.createObjectNode(), type);
      }
      stream.unread(first);
      return read(tree(stream), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a record as a tree. */
  JsonNode write(Object value) {
    return json.valueToTree(value);
  }
}
