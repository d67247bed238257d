package dev.carillon.api;

import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerNote;
import dev.carillon.trigger.TriggerPreview;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a trigger will do. */
@Schema(description = "What a trigger will do.")
public record PreviewResponse(
    @Schema(description = "The coming fire times, in UTC.") List<Instant> fireTimes,
    @Schema(
            description = "The same by the wall clock of the trigger's zone, RFC 9557.",
            examples = "[\"2026-03-29T03:00:00+02:00[Europe/Berlin]\"]")
        List<String> local,
    @Schema(description = "Whether the trigger yields no time after these.") boolean exhausted,
    @Schema(description = "Where a change of the zone's offset moves, doubles or drops a time.")
        List<Note> notes,
    @Schema(
            description = "The rule in one English sentence.",
            examples = "At 02:00, Monday to Friday, in Europe/Berlin.")
        String description) {

  /** Where a change of a zone's offset matters. */
  @Schema(description = "Where a change of a zone's offset matters.")
  public record Note(
      Instant at,
      @Schema(description = "The rule of the trigger's DST policy that decided.")
          TriggerNote.Rule rule,
      String text) {}

  /**
   * Writes a preview.
   *
   * @param fallback zone of the wall clock where the trigger follows none, or several
   */
  static PreviewResponse of(TriggerPreview preview, Trigger trigger, ZoneId fallback) {
    ZoneId zone = Objects.requireNonNullElse(trigger.zone(), fallback);
    return new PreviewResponse(
        preview.fireTimes(),
        preview.fireTimes().stream()
            .map(time -> DateTimeFormatter.ISO_ZONED_DATE_TIME.format(time.atZone(zone)))
            .toList(),
        preview.exhausted(),
        preview.notes().stream()
            .map(note -> new Note(note.at(), note.rule(), note.text()))
            .toList(),
        preview.description());
  }
}
