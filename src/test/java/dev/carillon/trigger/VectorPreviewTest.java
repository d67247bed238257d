package dev.carillon.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same vectors, asked of the running service. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class VectorPreviewTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NEVER = "this can never fire";

  private final Application application = new Application("vectors");

  @Test
  void theServiceAnswersAsTheTriggersDo() throws JsonProcessingException {
    List<String> wrong = new ArrayList<>();
    int fires = 0;
    int refused = 0;
    int never = 0;
    int optional = 0;
    for (Vectors.Vector vector : Vectors.all()) {
      if (VectorTest.EXTENSIONS.containsKey(vector.id())) {
        continue;
      }
      HttpResponse<String> answer = preview(vector);
      JsonNode body = JSON.readTree(answer.body());
      String message = body.at("/violations/0/message").asText();
      if (vector.mustBeRefused() && isRefusal(answer.statusCode(), body)) {
        refused++;
      } else if (!vector.mustBeRefused() && hasFires(vector, answer.statusCode(), body)) {
        fires++;
      } else if (vector.isExhausted() && vector.fires().isEmpty() && message.startsWith(NEVER)) {
        never++;
      } else if (vector.isOptional()) {
        optional++;
      } else {
        wrong.add(vector + " -> " + answer.statusCode() + " " + answer.body());
      }
    }
    System.out.printf(
        "vectors over the API: %d with the expected fires, %d refused as expected,"
            + " %d refused because never firing, %d optional and different, %d wrong%n",
        fires, refused, never, optional, wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(fires).isGreaterThan(2000);
    assertThat(refused).isGreaterThan(150);
  }

  private HttpResponse<String> preview(Vectors.Vector vector) throws JsonProcessingException {
    Map<String, Object> request = new LinkedHashMap<>();
    Map<String, Object> spec = vector.spec();
    Object zone = spec.get("timeZone");
    if (zone != null && zone.equals(vector.row().get("timezone"))) {
      spec.remove("timeZone");
      request.put("timeZone", zone);
    }
    request.put("trigger", spec);
    request.put("from", vector.row().get("now"));
    request.put("count", 12);
    return application.client().post("/v1/triggers:preview", JSON.writeValueAsString(request));
  }

  private static boolean isRefusal(int status, JsonNode body) {
    String pointer = body.at("/violations/0/pointer").asText();
    return status == 400 && (pointer.startsWith("/trigger") || pointer.equals("/timeZone"));
  }

  private static boolean hasFires(Vectors.Vector vector, int status, JsonNode body) {
    List<Instant> fires = new ArrayList<>();
    body.path("fireTimes").forEach(time -> fires.add(Instant.parse(time.asText())));
    return status == 200
        && fires.equals(vector.fires())
        && (!vector.isExhausted() || body.path("exhausted").asBoolean());
  }
}
