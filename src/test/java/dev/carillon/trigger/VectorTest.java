package dev.carillon.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our answers against those of APScheduler. */
class VectorTest {

  private static final Map<String, int[]> COUNTS = new TreeMap<>();
  private static final List<String> OPTIONAL_DIFFERENCES = new ArrayList<>();

  /** Expressions that APScheduler refuses and that we read, because other crons do. */
  static final Map<String, String> EXTENSIONS =
      Map.of(
          "pub-invalid-0100", "six fields: the first is the second",
          "pub-invalid-0101", "@daily",
          "pub-invalid-0102", "@every 5m",
          "pub-invalid-0113", "L: the last day of the month",
          "pub-invalid-0114", "15W: the working day nearest to the 15th",
          "pub-invalid-0115", "LW: the last working day of the month",
          "pub-invalid-0116", "5L: the last Friday of the month",
          "pub-invalid-0117", "2#1: the first Tuesday of the month");

  static List<Vectors.Vector> vectors() {
    return Vectors.all();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void answersAsAPScheduler(Vectors.Vector vector) {
    int[] counts = COUNTS.computeIfAbsent(vector.category(), c -> new int[5]);
    counts[0]++;
    if (EXTENSIONS.containsKey(vector.id())) {
      assertThat(TriggerReader.read(vector.spec(), vector.context()).next(null, vector.now()))
          .isNotNull();
      counts[3]++;
      return;
    }
    if (vector.isExhausted() && vector.fires().isEmpty() && isRefusedAsNeverFiring(vector)) {
      counts[4]++;
      return;
    }
    try {
      check(vector);
      counts[1]++;
    } catch (AssertionError | RuntimeException e) {
      if (!vector.isOptional()) {
        throw e;
      }
      counts[2]++;
      OPTIONAL_DIFFERENCES.add(vector.toString());
    }
  }

  /** APScheduler takes 30 February and never fires; we say so when it is written. */
  private static boolean isRefusedAsNeverFiring(Vectors.Vector vector) {
    try {
      TriggerReader.read(vector.spec(), vector.context());
      return false;
    } catch (InvalidTriggerException e) {
      return String.valueOf(e.getMessage()).startsWith("this can never fire");
    }
  }

  private static void check(Vectors.Vector vector) {
    if (vector.mustBeRefused()) {
      assertThatThrownBy(() -> TriggerReader.read(vector.spec(), vector.context()))
          .isInstanceOf(InvalidTriggerException.class);
      return;
    }
    Trigger trigger = TriggerReader.read(vector.spec(), vector.context());
    List<Instant> fires = new ArrayList<>();
    Instant next = trigger.next(null, vector.now());
    while (next != null && fires.size() < vector.fires().size()) {
      fires.add(next);
      next = trigger.next(next, vector.now());
    }
    assertThat(fires).isEqualTo(vector.fires());
    if (vector.isExhausted()) {
      assertThat(next).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("vectorsOfUnixCron")
  void answersAsUnixCronIfOneDayFieldIsEnough(Vectors.Vector vector) {
    Map<String, Object> spec = vector.spec();
    spec.put("dayMatch", "ANY");
    Trigger trigger = TriggerReader.read(spec, vector.context());
    List<Instant> expected = vector.instants("posix_fires");
    List<Instant> fires =
        TriggerPreview.of(trigger, vector.now(), null, expected.size()).fireTimes();
    assertThat(fires).isEqualTo(expected);
  }

  static List<Vectors.Vector> vectorsOfUnixCron() {
    return Vectors.all().stream().filter(v -> v.row().containsKey("posix_fires")).toList();
  }

  @AfterAll
  static void printCounts() {
    COUNTS.forEach(
        (category, counts) ->
            System.out.printf(
                "vectors %-24s %4d: as APScheduler %4d, optional and different %2d,"
                    + " our extensions %d, refused because never firing %d%n",
                category, counts[0], counts[1], counts[2], counts[3], counts[4]));
    OPTIONAL_DIFFERENCES.forEach(text -> System.out.println("optional, different: " + text));
  }
}
