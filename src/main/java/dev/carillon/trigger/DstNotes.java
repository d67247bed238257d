package dev.carillon.trigger;

import dev.carillon.trigger.wall.DstPolicy;
import dev.carillon.trigger.wall.WallSchedule;
import dev.carillon.trigger.wall.ZoneClock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where a change of a zone's offset moves, doubles or drops the times of a wall schedule. */
record DstNotes(WallSchedule schedule, ZoneClock clock) {

  static final int MOST_NOTES = 100;
  private static final int MOST_CHANGES = 400;
  private static final int NAMED_TIMES = 3;
  private static final int COUNTED_TIMES = 103;

  /** One note for each change from {@code from} to {@code until}, both inclusive. */
  List<TriggerNote> between(Instant from, Instant until) {
    List<TriggerNote> notes = new ArrayList<>();
    ZoneOffsetTransition change = after(from.minusSeconds(1));
    for (int i = 0; change != null && !change.getInstant().isAfter(until); i++) {
      if (i == MOST_CHANGES || notes.size() == MOST_NOTES) {
        break;
      }
      TriggerNote note = note(change);
      if (note != null) {
        notes.add(note);
      }
      change = after(change.getInstant());
    }
    return notes;
  }

  private @Nullable ZoneOffsetTransition after(Instant instant) {
    return clock.zone().getRules().nextTransition(instant);
  }

  private @Nullable TriggerNote note(ZoneOffsetTransition change) {
    boolean gap = change.isGap();
    long start = wall(gap ? change.getDateTimeBefore() : change.getDateTimeAfter());
    long end = wall(gap ? change.getDateTimeAfter() : change.getDateTimeBefore());
    long first = schedule.next(start);
    if (first >= end) {
      return null;
    }
    TriggerNote.Rule rule = rule(gap);
    ZoneOffset offset =
        rule == TriggerNote.Rule.OVERLAP_LAST ? change.getOffsetAfter() : change.getOffsetBefore();
    LocalDateTime day = LocalDateTime.ofEpochSecond(first, 0, ZoneOffset.UTC);
    return new TriggerNote(
        Instant.ofEpochSecond(first - offset.getTotalSeconds()),
        rule,
        times(first, end) + " on " + day.toLocalDate() + outcome(rule, change));
  }

  private TriggerNote.Rule rule(boolean gap) {
    if (gap) {
      return clock.policy().gap() == DstPolicy.Gap.SKIP
          ? TriggerNote.Rule.GAP_SKIP
          : TriggerNote.Rule.GAP_SHIFT_FORWARD;
    }
    return switch (clock.policy().overlap()) {
      case FIRST -> TriggerNote.Rule.OVERLAP_FIRST;
      case LAST -> TriggerNote.Rule.OVERLAP_LAST;
      case BOTH -> TriggerNote.Rule.OVERLAP_BOTH;
    };
  }

  private String times(long first, long end) {
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (long wall = first; wall < end && count < COUNTED_TIMES; wall = schedule.next(wall + 1)) {
      if (count < NAMED_TIMES) {
        text.append(count == 0 ? "" : ", ").append(LocalTime.ofSecondOfDay(wall % 86_400));
      }
      count++;
    }
    int more = count - NAMED_TIMES;
    if (more <= 0) {
      return text.toString();
    }
    String bound = count == COUNTED_TIMES ? "at least " : "";
    return text + " and " + bound + more + (more == 1 ? " more time" : " more times");
  }

  private String outcome(TriggerNote.Rule rule, ZoneOffsetTransition change) {
    String zone = " in " + clock.zone();
    return switch (rule) {
      case GAP_SKIP -> " does not exist" + zone + ": no fire";
      case GAP_SHIFT_FORWARD ->
          " does not exist"
              + zone
              + ": fires later by "
              + DurationText.inWords(change.getDuration());
      case OVERLAP_FIRST -> " exists twice" + zone + ": fires the first time only";
      case OVERLAP_LAST -> " exists twice" + zone + ": fires the second time only";
      case OVERLAP_BOTH -> " exists twice" + zone + ": fires both times";
    };
  }

  private static long wall(LocalDateTime time) {
    return time.toEpochSecond(ZoneOffset.UTC);
  }
}
