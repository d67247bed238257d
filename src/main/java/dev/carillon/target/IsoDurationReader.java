package dev.carillon.target;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Reads a duration from its ISO-8601 text alone: a bare number leaves its unit to guesswork. */
public final class IsoDurationReader extends JsonDeserializer<Duration> {

  @Override
  public Duration deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (Duration) context.handleUnexpectedToken(Duration.class, parser);
    }
    String text = parser.getText();
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException | ArithmeticException e) {
      return (Duration)
          context.handleWeirdStringValue(
              Duration.class, text, "not an ISO-8601 duration such as PT30S");
    }
  }
}
