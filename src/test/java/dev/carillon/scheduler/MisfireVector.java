package dev.carillon.scheduler;

import dev.carillon.job.Coalesce;
import dev.carillon.job.OverlapPolicy;
import dev.carillon.job.Policies;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerContext;
import dev.carillon.trigger.TriggerReader;
import dev.carillon.trigger.Vectors;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A due job as APScheduler saw it, what became of it there, and the same question in our words. */
record MisfireVector(Vectors.Vector vector) {

  static List<MisfireVector> all() {
    return Vectors.read("apscheduler-misfire.jsonl").stream().map(MisfireVector::new).toList();
  }

  String id() {
    return vector.id();
  }

  boolean isOfVersion4() {
    return id().contains("-coalesce4-");
  }

  Instant now() {
    return vector.now();
  }

  /** The next run time; in 4.x only the trigger's beginning is given. */
  Instant firstDue() {
    Instant next = instant(vector.row().get("next_run_time"));
    return isOfVersion4() ? Objects.requireNonNull(trigger().next(null, next)) : next;
  }

  FirePlan plan() {
    int running = number(vector.row().get("running")) == null ? 0 : running();
    return FirePlanner.plan(
        trigger(), policies(), firstDue(), new JobLoad(running, 0, running), now());
  }

  private int running() {
    return Objects.requireNonNull(number(vector.row().get("running"))).intValueExact();
  }

  /** Every fire time from the first on that is due. */
  List<Instant> dueTimes() {
    List<Instant> due = new ArrayList<>();
    Instant next = firstDue();
    while (next != null && !next.isAfter(now())) {
      due.add(next);
      next = trigger().next(next, now());
    }
    return due;
  }

  /** Whether a time is later than the grace when the worker starts. */
  boolean isTooLateAtStart(Instant time) {
    Duration delay = seconds(vector.row().get("start_delay"));
    return FirePlanner.isTooLate(
        policies(), time, now().plus(Objects.requireNonNullElse(delay, Duration.ZERO)));
  }

  List<Instant> expected(String name) {
    return ((List<?>) Objects.requireNonNull(expect().get(name)))
        .stream().map(MisfireVector::instant).toList();
  }

  boolean isRemoved() {
    return (Boolean) Objects.requireNonNull(expect().get("removed"));
  }

  @Nullable Instant nextRunTimeAfter() {
    Object next = expect().get("next_run_time_after");
    return next == null ? null : instant(next);
  }

  /** What 4.x did with each job that it made of the schedule. */
  Map<Instant, String> outcomes() {
    Map<Instant, String> outcomes = new LinkedHashMap<>();
    for (Object job : (List<?>) Objects.requireNonNull(expect().get("jobs"))) {
      Map<?, ?> fields = (Map<?, ?>) job;
      outcomes.put(
          instant(fields.get("scheduled_fire_time")), String.valueOf(fields.get("outcome")));
    }
    return outcomes;
  }

  private Map<?, ?> expect() {
    return (Map<?, ?>) Objects.requireNonNull(vector.row().get("expect"));
  }

  private Trigger trigger() {
    Map<String, Object> spec = vector.spec();
    if (vector.row().containsKey("note")) {
      // Somebody has moved next_run_time and the interval counts from there: its start, in our
      // words.
      spec.put("startDate", vector.row().get("next_run_time"));
    }
    return TriggerReader.read(spec, new TriggerContext(ZoneOffset.UTC, now(), 42));
  }

  private Policies policies() {
    Object coalesce = Objects.requireNonNull(vector.row().get("coalesce"));
    BigDecimal instances = number(vector.row().get("max_instances"));
    return new Policies(
        seconds(vector.row().get("misfire_grace_time")),
        coalesce instanceof String name
            ? Coalesce.valueOf(name.toUpperCase(Locale.ROOT))
            : coalesce.equals(true) ? Coalesce.LATEST : Coalesce.ALL,
        null,
        instances == null ? null : instances.intValueExact(),
        isOfVersion4() ? OverlapPolicy.BUFFER_ALL : OverlapPolicy.SKIP,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static @Nullable Duration seconds(@Nullable Object value) {
    BigDecimal seconds = number(value);
    return seconds == null ? null : Duration.ofMillis(seconds.movePointRight(3).longValueExact());
  }

  private static @Nullable BigDecimal number(@Nullable Object value) {
    return value == null ? null : new BigDecimal(value.toString());
  }

  private static Instant instant(@Nullable Object text) {
    return OffsetDateTime.parse((String) Objects.requireNonNull(text)).toInstant();
  }

  @Override
  public String toString() {
    return id();
  }
}
