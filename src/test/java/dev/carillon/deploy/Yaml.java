package dev.carillon.deploy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads YAML, and refuses a key that is given twice. */
final class Yaml {

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private Yaml() {}

  /** The documents of a stream that are not empty. */
  static List<JsonNode> documents(String yaml) {
    try (var values = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      return values.readAll().stream().filter(JsonNode::isContainerNode).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one document of a file. */
  static JsonNode file(Path path) {
    try {
      var documents = documents(Files.readString(path));
      if (documents.size() != 1) {
        throw new IllegalArgumentException(
            path + " has " + documents.size() + " documents, expected one");
      }
      return documents.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the first says, where the second does not say otherwise. */
  static String merged(Path first, Path second) {
    try {
      JsonNode merged = MAPPER.readerForUpdating(file(first)).readValue(Files.readString(second));
      return MAPPER.writeValueAsString(merged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
