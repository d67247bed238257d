package dev.carillon.trigger;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What APScheduler answers, and our words for its questions. */
public final class Vectors {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS).build();
  private static final Map<String, String> NAMES =
      Map.of(
          "day_of_week", "dayOfWeek",
          "start_date", "startDate",
          "end_date", "endDate",
          "run_date", "runDate",
          "timezone", "timeZone");

  private Vectors() {}

  /** One question and its answer. */
  public record Vector(Map<String, Object> row) {

    public String id() {
      return (String) Objects.requireNonNull(row.get("id"));
    }

    String category() {
      return (String) Objects.requireNonNull(row.get("category"));
    }

    boolean mustBeRefused() {
      return Boolean.TRUE.equals(row.get("error"));
    }

    boolean isOptional() {
      return Boolean.TRUE.equals(row.get("optional"));
    }

    boolean isExhausted() {
      return Boolean.TRUE.equals(row.get("exhausted"));
    }

    public Instant now() {
      return OffsetDateTime.parse((String) row.get("now")).toInstant();
    }

    List<Instant> fires() {
      return instants("fires");
    }

    public List<Instant> instants(String name) {
      return ((List<?>) row.getOrDefault(name, List.of()))
          .stream().map(text -> OffsetDateTime.parse((String) text).toInstant()).toList();
    }

    public Map<String, Object> spec() {
      Map<String, Object> spec = ours((Map<?, ?>) Objects.requireNonNull(row.get("trigger")));
      spec.putIfAbsent("timeZone", row.get("timezone"));
      return spec;
    }

    TriggerContext context() {
      return new TriggerContext(ZoneOffset.UTC, now(), 42);
    }

    @Override
    public String toString() {
      return id() + " " + row.get("trigger");
    }
  }

  static List<Vector> all() {
    return read("apscheduler-triggers.jsonl");
  }

  /** All lines of a file of vectors. */
  public static List<Vector> read(String file) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(Vectors::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Vector parse(String line) {
    try {
      return new Vector(JSON.readValue(line, new TypeReference<Map<String, Object>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> ours(Map<?, ?> theirs) {
    Map<String, Object> ours = new LinkedHashMap<>();
    theirs.forEach((name, value) -> ours.put(NAMES.getOrDefault(name, (String) name), ours(value)));
    if ("crontab".equals(ours.get("type"))) {
      ours.put("type", "cron");
    }
    return ours;
  }

  private static Object ours(Object theirs) {
    if (theirs instanceof List<?> list) {
      return list.stream().map(Vectors::ours).toList();
    }
    return theirs instanceof Map<?, ?> map ? ours(map) : theirs;
  }
}
