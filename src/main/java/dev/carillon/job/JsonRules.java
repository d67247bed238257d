package dev.carillon.job;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** One reading of JSON for what callers send and what is stored: nothing is guessed or ignored. */
@Singleton
public class JsonRules implements ObjectMapperCustomizer {

  @Override
  public void customize(ObjectMapper json) {
    json.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    json.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    json.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    json.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    json.getFactory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
    json.getFactory().enable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION);
    json.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    json.disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
    json.setConfig(
        json.getDeserializationConfig().without(MapperFeature.ALLOW_COERCION_OF_SCALARS));
    json.registerModule(
        new SimpleModule("carillon").addDeserializer(Duration.class, new IsoDuration()));
  }

  /** Durations are ISO-8601 text alone: a bare number does not say its unit. */
  private static final class IsoDuration extends StdScalarDeserializer<Duration> {

    private static final long serialVersionUID = 1L;

    IsoDuration() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getValueAsString();
      try {
        if (parser.currentToken().isNumeric()) {
          throw new DateTimeParseException("a number", text, 0);
        }
        return Duration.parse(text);
      } catch (DateTimeParseException | NullPointerException e) {
        return (Duration)
            context.handleWeirdStringValue(
                Duration.class, text, "expected an ISO-8601 duration such as PT30S");
      }
    }
  }
}
