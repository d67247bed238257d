package dev.carillon.trigger;

import static dev.carillon.trigger.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 02:30 daily in Berlin and 00:30 daily in São Paulo on the days on which the clock changes. */
class DstPolicyTest {

  @ParameterizedTest
  @CsvSource({
    "SKIP, Europe/Berlin, 2, 2026-03-28T12:00:00Z, 2026-03-30T00:30:00Z 2026-03-31T00:30:00Z",
    "SHIFT_FORWARD, Europe/Berlin, 2, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z 2026-03-30T00:30:00Z",
    "SKIP, America/Sao_Paulo, 0, 2018-11-03T12:00:00Z, 2018-11-05T02:30:00Z 2018-11-06T02:30:00Z",
    "SHIFT_FORWARD, America/Sao_Paulo, 0, 2018-11-03T12:00:00Z, 2018-11-04T03:30:00Z 2018-11-05T02:30:00Z"
  })
  void decidesWhatHappensInAGap(String gap, String zone, int hour, String from, String times) {
    Trigger trigger = trigger(zone, hour, Map.of("gap", gap));
    assertThat(Specs.times(trigger, from, 2)).isEqualTo(List.of(times.split(" ", -1)));
    TriggerNote note = TriggerPreview.of(trigger, Instant.parse(from), null, 2).notes().get(0);
    assertThat(note.rule()).isEqualTo(TriggerNote.Rule.valueOf("GAP_" + gap));
    assertThat(note.text()).contains(":30 on ", "does not exist in " + zone);
  }

  @ParameterizedTest
  @CsvSource({
    "FIRST, Europe/Berlin, 2, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z",
    "LAST, Europe/Berlin, 2, 2026-10-24T12:00:00Z, 2026-10-25T01:30:00Z 2026-10-26T01:30:00Z",
    "BOTH, Europe/Berlin, 2, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z 2026-10-25T01:30:00Z",
    "FIRST, America/Sao_Paulo, 23, 2018-02-17T12:00:00Z, 2018-02-18T01:30:00Z 2018-02-19T02:30:00Z",
    "LAST, America/Sao_Paulo, 23, 2018-02-17T12:00:00Z, 2018-02-18T02:30:00Z 2018-02-19T02:30:00Z",
    "BOTH, America/Sao_Paulo, 23, 2018-02-17T12:00:00Z, 2018-02-18T01:30:00Z 2018-02-18T02:30:00Z"
  })
  void decidesWhatHappensInAnOverlap(
      String overlap, String zone, int hour, String from, String times) {
    Trigger trigger = trigger(zone, hour, Map.of("overlap", overlap));
    assertThat(Specs.times(trigger, from, 2)).isEqualTo(List.of(times.split(" ", -1)));
    TriggerNote note = TriggerPreview.of(trigger, Instant.parse(from), null, 2).notes().get(0);
    assertThat(note.at()).isEqualTo(Instant.parse(times.split(" ", -1)[0]));
    assertThat(note.rule()).isEqualTo(TriggerNote.Rule.valueOf("OVERLAP_" + overlap));
    assertThat(note.text()).contains(":30 on ", "exists twice in " + zone);
  }

  private static Trigger trigger(String zone, int hour, Map<String, String> dst) {
    return TriggerReader.read(
        spec("cron", "hour", hour, "minute", 30, "timeZone", zone, "dst", dst), Specs.UTC);
  }

  @Test
  void notesAChangeOnceAndCountsItsTimes() {
    Trigger trigger = TriggerReader.read("cron */10 * * * * Europe/Berlin", Specs.UTC);
    TriggerPreview preview =
        TriggerPreview.of(trigger, Instant.parse("2026-03-29T00:00:00Z"), null, 20);
    assertThat(preview.notes()).hasSize(1);
    assertThat(preview.notes().get(0).text())
        .isEqualTo(
            "02:00, 02:10, 02:20 and 3 more times on 2026-03-29 does not exist in Europe/Berlin:"
                + " no fire");
  }

  @Test
  void leavesIntervalsAlone() {
    Trigger trigger =
        TriggerReader.read(
            spec("interval", "days", 1, "startDate", "2026-03-28T02:30:00"), Specs.BERLIN);
    assertThat(Specs.times(trigger, "2026-03-28T00:00:00Z", 3))
        .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T01:30:00Z");
  }
}
