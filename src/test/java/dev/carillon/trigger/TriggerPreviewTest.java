package dev.carillon.trigger;

import static dev.carillon.trigger.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TriggerPreviewTest {

  private static final Instant FROM = Instant.parse("2026-03-27T01:30:00Z");

  @Test
  void beginsWithItsStart() {
    Trigger trigger = TriggerReader.read("cron 30 2 * * * Europe/Berlin", Specs.UTC);
    TriggerPreview preview = TriggerPreview.of(trigger, FROM, null, 2);
    assertThat(preview.fireTimes()).containsExactly(FROM, Instant.parse("2026-03-28T01:30:00Z"));
    assertThat(preview.exhausted()).isFalse();
    assertThat(preview.description()).isEqualTo("At 02:30, every day, in Europe/Berlin");
  }

  @Test
  void endsWithItsEnd() {
    Trigger trigger = TriggerReader.read("cron 30 2 * * * Europe/Berlin", Specs.UTC);
    Instant until = Instant.parse("2026-03-28T01:30:00Z");
    TriggerPreview preview = TriggerPreview.of(trigger, FROM, until, 10);
    assertThat(preview.fireTimes()).containsExactly(FROM, until);
    assertThat(preview.exhausted()).isFalse();
  }

  @Test
  void notesTimesThatAreDroppedAfterTheLastFire() {
    Trigger trigger = TriggerReader.read("cron 30 2 29 3 * Europe/Berlin", Specs.UTC);
    Instant until = Instant.parse("2026-04-01T00:00:00Z");
    TriggerPreview preview = TriggerPreview.of(trigger, FROM, until, 10);
    assertThat(preview.fireTimes()).isEmpty();
    assertThat(preview.notes()).hasSize(1);
  }

  @Test
  void notesNothingOutsideTheWindowOfATrigger() {
    Trigger trigger =
        TriggerReader.read(
            spec("cron", "hour", 2, "startDate", "2026-05-01", "endDate", "2026-09-01"),
            Specs.BERLIN);
    Instant until = Instant.parse("2027-01-01T00:00:00Z");
    assertThat(TriggerPreview.of(trigger, FROM, until, 1000).notes()).isEmpty();
  }

  @Test
  void saysThatNothingFollows() {
    Trigger trigger = TriggerReader.read("at 2020-01-01T00:00:00Z", Specs.UTC);
    TriggerPreview preview = TriggerPreview.of(trigger, FROM, null, 1);
    assertThat(preview.fireTimes()).containsExactly(Instant.parse("2020-01-01T00:00:00Z"));
    assertThat(preview.exhausted()).isTrue();
  }

  @Test
  void refusesCountsOutOfRange() {
    Trigger trigger = TriggerReader.read("every 1m", Specs.UTC);
    assertThatThrownBy(() -> TriggerPreview.of(trigger, FROM, null, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 1000");
    assertThatThrownBy(() -> TriggerPreview.of(trigger, FROM, null, 1001))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void limitsItsNotes() {
    Trigger trigger = TriggerReader.read("cron 30 2 * * * Europe/Berlin", Specs.UTC);
    Instant until = Instant.parse("9999-01-01T00:00:00Z");
    assertThat(TriggerPreview.of(trigger, FROM, until, 1).notes()).hasSize(100);
  }

  @Test
  void mergesTheNotesOfCombinedTriggers() {
    Trigger trigger =
        TriggerReader.read(
            spec(
                "or",
                "jitter",
                5,
                "triggers",
                List.of(
                    spec("cron", "hour", 2),
                    spec("cron", "hour", 2, "dayOfWeek", "sun"),
                    spec("calendarinterval", "days", 1, "hour", 2),
                    spec("interval", "hours", 7))),
            Specs.BERLIN);
    assertThat(TriggerPreview.of(trigger, FROM, null, 50).notes()).hasSize(1);
  }

  @Test
  void tellsTheZoneIfThereIsOne() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Object cron = spec("cron", "hour", 2);
    Object utc = spec("cron", "hour", 2, "timeZone", "UTC");
    Object calendar = spec("calendarinterval", "days", 1, "jitter", 5, "hour", 2);
    assertThat(zone(cron)).isEqualTo(berlin);
    assertThat(zone(calendar)).isEqualTo(berlin);
    assertThat(zone("every 5m")).isEqualTo(berlin);
    assertThat(zone(spec("or", "triggers", List.of(cron, calendar)))).isEqualTo(berlin);
    assertThat(zone(spec("and", "triggers", List.of(cron, cron)))).isEqualTo(berlin);
    assertThat(zone(spec("or", "triggers", List.of(cron, utc)))).isNull();
  }

  private static @Nullable ZoneId zone(Object spec) {
    return TriggerReader.read(spec, Specs.BERLIN).zone();
  }
}
