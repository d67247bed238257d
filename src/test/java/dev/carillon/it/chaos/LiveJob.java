package dev.carillon.it.chaos;

import dev.carillon.it.Json;
import dev.carillon.it.chaos.Call.Found;
import dev.carillon.it.chaos.Call.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as the thread that owns it knows it, and what it did with it. */
final class LiveJob {

  private final String id;
  private final boolean isStrict;
  private final boolean isKafka;
  private final UUID uid;
  private final List<Change> changes = new ArrayList<>();
  private @Nullable Plan plan;
  private String tag;
  private String state;

  /** A job that was added just now. */
  LiveJob(String id, boolean isStrict, boolean isKafka, Outcome.Taken added) {
    if (added.found() == null) {
      throw new AssertionError("No answer to the addition of " + id);
    }
    this.id = id;
    this.isStrict = isStrict;
    this.isKafka = isKafka;
    this.uid = UUID.fromString(Json.text(added.found().job(), "uid"));
    this.tag = added.found().tag();
    this.state = "";
    changed(Change.Kind.ADD, added);
  }

  String id() {
    return id;
  }

  boolean isStrict() {
    return isStrict;
  }

  boolean isKafka() {
    return isKafka;
  }

  String tag() {
    return tag;
  }

  boolean isPaused() {
    return state.equals("PAUSED");
  }

  boolean isEnabled() {
    return state.equals("ENABLED");
  }

  boolean isDate() {
    return plan != null && plan.isDate();
  }

  boolean isThere() {
    return plan != null;
  }

  /** Notes a call that took effect. */
  void changed(Change.Kind kind, Outcome.Taken taken) {
    Found found = taken.found();
    Instant effective = null;
    if (found == null) {
      plan = null;
    } else {
      Instant updated = Json.instant(found.job(), "updatedAt");
      Plan given = Plan.of(found.job(), updated);
      plan = plan != null && plan.isLike(given) ? plan : given;
      effective = taken.isAnswered() ? updated : null;
      knownAs(found);
    }
    changes.add(
        new Change(
            kind, taken.sent(), taken.returned(), effective, plan, plan != null && !isPaused()));
  }

  /** Notes how the job stands, after calls without effect. */
  void knownAs(Found found) {
    tag = found.tag();
    state = Json.text(found.job(), "state");
    if (state.equals("ERROR")) {
      throw new AssertionError(found.job().toString());
    }
  }

  JobLog log(ClockRelation clock) {
    return new JobLog(id, uid, isStrict, changes.stream().map(change -> change.in(clock)).toList());
  }
}
