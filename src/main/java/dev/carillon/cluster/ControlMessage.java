package dev.carillon.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something has become due by a change in one process.
 *
 * @param pod the process
 * @param due when, in database time; {@link Instant#MIN} = at once
 */
record ControlMessage(String pod, Instant due) {

  private static final int VERSION = 1;
  private static final int LONGEST = 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  byte[] write() {
    ObjectNode message = JSON.createObjectNode().put("version", VERSION).put("pod", pod);
    if (!due.equals(Instant.MIN)) {
      message.put("due", due.toString());
    }
    try {
      return JSON.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a control message could not be written as JSON", e);
    }
  }

  /**
   * Reads a message; members that this version does not know are left alone.
   *
   * @throws IllegalArgumentException if it is none, or of another version
   */
  static ControlMessage read(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length > LONGEST) {
      throw new IllegalArgumentException("expected 1 to " + LONGEST + " bytes");
    }
    try {
      JsonNode message = JSON.readTree(bytes);
      if (message.path("version").asInt() != VERSION || !message.path("pod").isTextual()) {
        throw new IllegalArgumentException("expected version " + VERSION + " and a pod");
      }
      JsonNode due = message.path("due");
      return new ControlMessage(
          message.path("pod").textValue(),
          due.isMissingNode() ? Instant.MIN : Instant.parse(due.asText()));
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("not a control message", e);
    }
  }
}
