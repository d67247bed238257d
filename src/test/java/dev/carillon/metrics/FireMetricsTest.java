package dev.carillon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FireMetricsTest {

  private static final Instant DUE = Instant.parse("2026-03-01T12:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FireMetrics metrics = new FireMetrics(registry);

  @Test
  void latenessIsSplitIntoItsParts() {
    metrics.attempted(fire(1, 5, 12), DUE.plusMillis(32));

    assertThat(millis("claim")).isEqualTo(5);
    assertThat(millis("queue")).isEqualTo(7);
    assertThat(millis("deliver")).isEqualTo(20);
  }

  @Test
  void aFireThatIsClaimedAheadIsNotEarly() {
    metrics.attempted(fire(1, -900, 1), DUE.plusMillis(3));

    assertThat(millis("claim")).isZero();
    assertThat(millis("queue")).isEqualTo(1);
    assertThat(millis("deliver")).isEqualTo(2);
    assertThat(part("claim").count()).isEqualTo(1);
  }

  @Test
  void aLaterAttemptIsDeliveredAndNotLate() {
    metrics.attempted(fire(2, 5, 60_000), DUE.plusMillis(60_004));

    assertThat(part("claim").count() + part("queue").count()).isZero();
    assertThat(millis("deliver")).isEqualTo(4);
  }

  @Test
  void whatAPersonAskedForIsNotLate() {
    Fire backfill = fire(1, 86_400_000, 86_400_001);
    backfill.rule = Rule.BACKFILL;

    metrics.attempted(backfill, DUE.plusMillis(86_400_002));

    assertThat(part("claim").count() + part("queue").count()).isZero();
    assertThat(millis("deliver")).isEqualTo(1);
  }

  @Test
  void outcomesAreCountedByStateRuleAndTarget() {
    metrics.ended(FireState.SUCCEEDED, null, "http", 1);
    metrics.ended(FireState.SUCCEEDED, null, "http", 1);
    metrics.ended(FireState.SUCCEEDED, Rule.RETRY, "http", 1);
    metrics.ended(FireState.SKIPPED, Rule.COALESCED, "kafka", 40);

    assertThat(fires("SUCCEEDED", "none", "http")).isEqualTo(2);
    assertThat(fires("SUCCEEDED", "RETRY", "http")).isEqualTo(1);
    assertThat(fires("SKIPPED", "COALESCED", "kafka")).isEqualTo(40);
  }

  private static Fire fire(int attempt, long claimed, long started) {
    Fire fire = new Fire();
    fire.scheduledTime = DUE;
    fire.attempt = attempt;
    fire.claimedAt = DUE.plusMillis(claimed);
    fire.startedAt = DUE.plusMillis(started);
    return fire;
  }

  private double millis(String part) {
    return part(part).totalTime(TimeUnit.MILLISECONDS);
  }

  private Timer part(String part) {
    return registry.get("carillon.fire.lateness").tag("part", part).timer();
  }

  private double fires(String state, String rule, String target) {
    return registry
        .get("carillon.fires")
        .tag("state", state)
        .tag("rule", rule)
        .tag("target", target)
        .counter()
        .count();
  }
}
