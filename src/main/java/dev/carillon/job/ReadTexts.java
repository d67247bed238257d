package dev.carillon.job;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** Reads JSON texts, and remembers what was read lately: of immutable values alone. */
final class ReadTexts<T> {

  /** Characters; a larger text is read again each time, for the sake of the memory. */
  static final int LARGEST_KEPT = 4_096;

  private static final int MOST_READ = 1_000;

  private final ObjectReader reader;
  private final Cache<String, T> read = Caffeine.newBuilder().maximumSize(MOST_READ).build();

  ReadTexts(ObjectReader reader) {
    this.reader = reader;
  }

  T read(String text) throws JsonProcessingException {
    if (text.length() > LARGEST_KEPT) {
      return parse(text);
    }
    T known = read.getIfPresent(text);
    if (known == null) {
      known = parse(text);
      read.put(text, known);
    }
    return known;
  }

  private T parse(String text) throws JsonProcessingException {
    T value = reader.readValue(text);
    if (value == null) {
      throw JsonMappingException.from((JsonParser) null, "null defines nothing");
    }
    return value;
  }
}
