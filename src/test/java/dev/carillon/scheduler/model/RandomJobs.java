package dev.carillon.scheduler.model;

import dev.carillon.job.CatchUp;
import dev.carillon.job.Coalesce;
import dev.carillon.job.OnCompletion;
import dev.carillon.job.OverlapPolicy;
import dev.carillon.job.Policies;
import dev.carillon.job.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes up definitions of jobs. Each has a fire time to come. */
@SuppressWarnings("NullAway") // It does not know that pick(null, x) may be null.
public final class RandomJobs {

  private static final List<Integer> STEPS = List.of(20, 45, 90, 300, 900, 3600, 10_800);
  private static final List<String> CRONS =
      List.of("*/7 * * * *", "0 * * * *", "30 2 * * *", "15 1-4 * * *", "0 9 * * 1-5");

  private final Random random;

  public RandomJobs(Random random) {
    this.random = random;
  }

  /** A new definition; every third one shares a key with others. */
  public Definition definition(Instant currentTime) {
    boolean ordered = random.nextInt(3) == 0;
    String key = ordered ? lane() : random.nextBoolean() ? lane() : null;
    // Two fires with one key must not have the same time: their order would be left to chance.
    Map<String, Object> trigger = ordered ? interval(currentTime, true) : trigger(currentTime);
    Policies policies = policies(ordered, currentTime);
    // A single time would perhaps lie before the start.
    boolean once = "date".equals(trigger.get("type"));
    return new Definition(trigger, once ? withBounds(policies, null, null) : policies, key);
  }

  /** The same schedule under other policies. */
  public Definition withOtherPolicies(Definition before, Instant currentTime) {
    boolean couldBeOrdered =
        before.key() != null
            && "interval".equals(before.trigger().get("type"))
            && !before.trigger().containsKey("startDate");
    Policies policies = policies(couldBeOrdered && random.nextBoolean(), currentTime);
    return new Definition(
        before.trigger(),
        withBounds(policies, before.policies().startTime(), before.policies().endTime()),
        policies.ordered() ? lane() : before.key());
  }

  /** The same policies with another trigger. */
  public Definition withOtherTrigger(Definition before, Instant currentTime) {
    Map<String, Object> trigger =
        before.policies().ordered() ? interval(currentTime, true) : trigger(currentTime);
    return new Definition(trigger, withBounds(before.policies(), null, null), before.key());
  }

  /** The same, but that it is over after so many fires. */
  public static Definition withMaxFires(Definition before, long most) {
    Policies p = before.policies();
    return new Definition(
        before.trigger(),
        new Policies(
            p.misfireGraceTime(),
            p.coalesce(),
            p.catchUp(),
            p.maxInstances(),
            p.overlapPolicy(),
            p.ordered(),
            p.retryPolicy(),
            p.deadLetter(),
            p.pauseAfterFailures(),
            p.startTime(),
            p.endTime(),
            most,
            p.onCompletion(),
            p.history()),
        before.key());
  }

  private static Policies withBounds(
      Policies p, @Nullable Instant startTime, @Nullable Instant endTime) {
    return new Policies(
        p.misfireGraceTime(),
        p.coalesce(),
        p.catchUp(),
        p.maxInstances(),
        p.overlapPolicy(),
        p.ordered(),
        p.retryPolicy(),
        p.deadLetter(),
        p.pauseAfterFailures(),
        startTime,
        endTime,
        p.maxFires(),
        p.onCompletion(),
        p.history());
  }

  private String lane() {
    return pick("red", "blue");
  }

  private Map<String, Object> trigger(Instant currentTime) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3, 4 -> interval(currentTime, false);
      case 5, 6, 7, 8 -> cron();
      default -> date(currentTime);
    };
  }

  private Map<String, Object> interval(Instant currentTime, boolean plain) {
    Map<String, Object> trigger = new LinkedHashMap<>();
    int step = STEPS.get(random.nextInt(STEPS.size()));
    trigger.put("type", "interval");
    trigger.put("seconds", step);
    if (random.nextInt(4) == 0) {
      trigger.put("jitter", step / 3);
    }
    if (!plain && random.nextInt(5) == 0) {
      trigger.put(
          "startDate", currentTime.plusSeconds(random.nextInt(200_000) - 100_000).toString());
      if (random.nextBoolean()) {
        trigger.put("endDate", currentTime.plus(Duration.ofDays(3)).toString());
      }
    }
    return trigger;
  }

  private Map<String, Object> cron() {
    Map<String, Object> trigger = new LinkedHashMap<>();
    trigger.put("type", "cron");
    trigger.put("expression", CRONS.get(random.nextInt(CRONS.size())));
    trigger.put("timeZone", pick("Europe/Berlin", "America/New_York", "UTC"));
    if (random.nextInt(4) == 0) {
      trigger.put("jitter", 100);
    }
    return trigger;
  }

  private Map<String, Object> date(Instant currentTime) {
    Map<String, Object> trigger = new LinkedHashMap<>();
    trigger.put("type", "date");
    trigger.put("runDate", currentTime.plusSeconds(1 + random.nextInt(100_000)).toString());
    return trigger;
  }

  private Policies policies(boolean ordered, Instant currentTime) {
    boolean bounded = !ordered && random.nextInt(8) == 0;
    Coalesce coalesce = pick(Coalesce.values());
    return new Policies(
        pick(null, null, Duration.ofSeconds(40), Duration.ofMinutes(20), Duration.ofHours(5)),
        coalesce,
        new CatchUp(
            pick(null, null, Duration.ofHours(1)), pick(1, 3, 12), pick(CatchUp.Order.values())),
        pick(null, 1, 1, 2, 3),
        pick(OverlapPolicy.values()),
        ordered,
        retryPolicy(),
        null,
        pick(null, null, null, 2, 3),
        bounded ? currentTime.plusSeconds(random.nextInt(90_000)) : null,
        bounded ? currentTime.plus(Duration.ofDays(5 + random.nextInt(5))) : null,
        pick(null, null, null, 1L, 6L, 25L),
        pick(OnCompletion.KEEP, OnCompletion.DELETE),
        null);
  }

  private RetryPolicy retryPolicy() {
    return new RetryPolicy(
        1 + random.nextInt(4),
        pick(null, null, Duration.ofMinutes(3)),
        Duration.ofSeconds(pick(1, 5, 60)),
        Duration.ofSeconds(90),
        pick(1.0, 1.5, 2.0),
        0.0);
  }

  /** One of them; null may be among them where null has a meaning. */
  @SafeVarargs
  private <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }
}
