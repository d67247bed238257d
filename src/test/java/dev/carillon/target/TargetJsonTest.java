package dev.carillon.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetJsonTest {

  /** Durations as numbers and lenient floats: what the records must not depend on. */
  private final ObjectMapper mapper = JsonMapper.builder().addModule(new JavaTimeModule()).build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"http\",\"method\":\"PUT\",\"url\":\"https://a.example/x?y=1\","
            + "\"headers\":{\"X-B\":\"2\",\"X-A\":\"1\"},\"body\":{\"z\":1,\"a\":[1,null]},"
            + "\"timeout\":\"PT1M30S\"}",
        "{\"type\":\"http\",\"method\":\"POST\",\"url\":\"http://a.example\",\"body\":null,"
            + "\"timeout\":\"PT30S\"}",
        "{\"type\":\"http\",\"method\":\"POST\",\"url\":\"http://a.example\",\"timeout\":\"PT30S\"}",
        "{\"type\":\"kafka\",\"topic\":\"t\",\"key\":\"k\",\"value\":\"text\","
            + "\"headers\":{\"b\":\"ü\",\"a\":\"\"},\"partition\":0}",
        "{\"type\":\"kafka\",\"topic\":\"t\",\"valueBase64\":\"AAEC/w==\"}",
        "{\"type\":\"kafka\",\"topic\":\"t\"}",
        "{\"type\":\"event\",\"name\":\"n\",\"payload\":null,\"timeout\":\"PT0.5S\"}",
        "{\"type\":\"event\",\"name\":\"n\",\"timeout\":\"PT30S\"}"
      })
  void writesWhatItRead(String json) throws JsonProcessingException {
    Target target = mapper.readValue(json, Target.class);

    assertThat(mapper.writeValueAsString(target)).isEqualTo(json);
    assertThat(mapper.readValue(mapper.writeValueAsString(target), Target.class)).isEqualTo(target);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.10", "12345678901234567890.123456789", "9007199254740993", "1E+400"})
  void keepsEveryDigitOfANumber(String number) throws JsonProcessingException {
    // type last: the reader then sees the payload through a buffer.
    for (String json :
        List.of(
            "{\"url\":\"http://a.example\",\"body\":{\"n\":%s},\"type\":\"http\"}",
            "{\"topic\":\"t\",\"value\":{\"n\":%s},\"type\":\"kafka\"}",
            "{\"name\":\"n\",\"payload\":{\"n\":%s},\"type\":\"event\"}")) {
      Target target = mapper.readValue(json.formatted(number), Target.class);

      assertThat(mapper.writeValueAsString(target)).contains("{\"n\":%s}".formatted(number));
    }
  }

  @Test
  void sendsTheNumberThatWasGiven() throws JsonProcessingException {
    Target target =
        mapper.readValue("{\"type\":\"kafka\",\"topic\":\"t\",\"value\":1.10}", Target.class);

    assertThat(((KafkaTarget) target).content()).asString().isEqualTo("1.10");
  }

  @Test
  void fillsInTheDefaults() throws JsonProcessingException {
    Target target =
        mapper.readValue("{\"type\":\"http\",\"url\":\"http://a.example\"}", Target.class);

    assertThat(target)
        .isInstanceOfSatisfying(
            HttpTarget.class,
            http -> {
              assertThat(http.method()).isEqualTo("POST");
              assertThat(http.timeout()).isEqualTo(Duration.ofSeconds(30));
              assertThat(http.headers()).isEmpty();
              assertThat(http.body()).isNull();
            });
  }

  @Test
  void tellsJsonNullFromAnAbsentBody() throws JsonProcessingException {
    HttpTarget sendsNull =
        mapper.readValue(
            "{\"type\":\"http\",\"url\":\"http://a.example\",\"body\":null}", HttpTarget.class);
    HttpTarget sendsNothing =
        mapper.readValue("{\"type\":\"http\",\"url\":\"http://a.example\"}", HttpTarget.class);

    assertThat(sendsNull.content()).asString().isEqualTo("null");
    assertThat(sendsNothing.content()).isNull();
    assertThat(sendsNull).isNotEqualTo(sendsNothing);
  }

  @Test
  void refusesAnUnknownMemberByName() {
    assertThatThrownBy(
            () ->
                mapper.readValue(
                    "{\"type\":\"http\",\"url\":\"http://a.example\",\"uri\":1}", Target.class))
        .isInstanceOfSatisfying(
            UnrecognizedPropertyException.class,
            e -> assertThat(e.getPropertyName()).isEqualTo("uri"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"type\":\"smtp\"}", "{\"topic\":\"t\"}", "{}", "[]", "5", "\"http\""})
  void refusesWhatIsNoKnownTarget(String json) {
    assertThatThrownBy(() -> mapper.readValue(json, Target.class))
        .isInstanceOf(JsonMappingException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "1.5", "\"30\"", "\"\"", "\"30s\"", "true", "[]", "\"P1000Y\""})
  void takesADurationFromItsIsoTextAlone(String timeout) {
    assertThatThrownBy(
            () ->
                mapper.readValue(
                    "{\"type\":\"event\",\"name\":\"n\",\"timeout\":%s}".formatted(timeout),
                    Target.class))
        .isInstanceOfSatisfying(
            JsonMappingException.class,
            e -> assertThat(e.getPath().get(0).getFieldName()).isEqualTo("timeout"));
  }

  @Test
  void carriesThePointerThroughJackson() {
    assertThatThrownBy(() -> mapper.readValue("{\"type\":\"http\"}", Target.class))
        .isInstanceOf(ValueInstantiationException.class)
        .cause()
        .isInstanceOfSatisfying(
            InvalidTargetException.class, e -> assertThat(e.pointer()).isEqualTo("/url"));
  }
}
