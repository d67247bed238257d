package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.job.Job;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerContext;
import dev.carillon.trigger.TriggerReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutageTallyTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant END = Instant.parse("2026-03-01T11:00:00Z");
  private static final Outage OUTAGE = new Outage(7, START, END);

  private static final Trigger TRIGGER =
      TriggerReader.read(
          Map.of("type", "cron", "expression", "* * * * *"),
          new TriggerContext(ZoneOffset.UTC, START, 1));

  private final OutageTally tally = new OutageTally(OUTAGE);

  @Test
  void aSingleFireTimeCountsIfItFellIntoTheOutageBothEndsIncluded() {
    for (String time : List.of("09:59", "10:00", "10:30", "11:00", "11:01")) {
      add(job(START), fire(time, FireState.RUNNING));
    }

    assertThat(tally.fireTimes()).isEqualTo(Map.of("DELIVERED", 3L));
  }

  @Test
  void aBufferedFireIsDeliveredAndTheOthersGoByTheirRule() {
    add(
        job(START),
        fire("10:01", FireState.PENDING),
        range("10:02", "10:11", 10, FireState.SKIPPED, Rule.COALESCED),
        range("10:12", "10:13", 2, FireState.MISSED, Rule.MISFIRE_GRACE_TIME));

    assertThat(tally.fireTimes())
        .isEqualTo(Map.of("DELIVERED", 1L, "COALESCED", 10L, "MISFIRE_GRACE_TIME", 2L));
  }

  @Test
  void aRangeIsSplitAtBothEndsOfTheOutage() {
    add(job(START), range("10:50", "11:19", 30, FireState.SKIPPED, Rule.COALESCED));
    add(job(START), range("09:30", "10:00", 31, FireState.MISSED, Rule.CATCH_UP_MAX_AGE));
    add(job(START), range("09:00", "12:00", 181, FireState.MISSED, Rule.CATCH_UP_MAX_COUNT));
    add(job(START), range("11:01", "11:30", 30, FireState.SKIPPED, Rule.MAX_INSTANCES));

    assertThat(tally.fireTimes())
        .isEqualTo(Map.of("COALESCED", 11L, "CATCH_UP_MAX_AGE", 1L, "CATCH_UP_MAX_COUNT", 61L));
  }

  @Test
  void aHugeRangeCountsWhole() {
    add(job(START), range("10:50", "11:19", 1_000_000, FireState.SKIPPED, Rule.COALESCED));

    assertThat(tally.fireTimes()).isEqualTo(Map.of("COALESCED", 1_000_000L));
  }

  @Test
  void aJobOfWhichNothingWasDueThenIsNotCounted() {
    add(job(END.plusSeconds(1)), fire("10:30", FireState.RUNNING));

    assertThat(tally.fireTimes()).isEmpty();
  }

  @Test
  void aJobInErrorCountsOnce() {
    Job job = job(START);
    job.nextRunTime = START.plusSeconds(60);
    tally.addInError(job);
    job.nextRunTime = END.plusSeconds(60);
    tally.addInError(job);

    assertThat(tally.fireTimes()).isEqualTo(Map.of("JOB_ERROR", 1L));
  }

  @Test
  void withoutAnOutageNothingIsCounted() {
    OutageTally none = new OutageTally(null);
    none.add(job(START), TRIGGER, new FirePlan(List.of(fire("10:30", FireState.RUNNING)), null));

    assertThat(none.fireTimes()).isEmpty();
  }

  private void add(Job job, FirePlan.Decision... decisions) {
    tally.add(job, TRIGGER, new FirePlan(List.of(decisions), null));
  }

  private static Job job(Instant triggerSetAt) {
    Job job = new Job();
    job.triggerSetAt = triggerSetAt;
    return job;
  }

  private static FirePlan.Decision fire(String time, FireState state) {
    return new FirePlan.Decision(at(time), null, 1, state, null, null);
  }

  private static FirePlan.Decision range(
      String first, String last, long times, FireState state, @Nullable Rule rule) {
    return new FirePlan.Decision(at(first), at(last), times, state, rule, "for a test");
  }

  private static Instant at(String time) {
    return Instant.parse("2026-03-01T" + time + ":00Z");
  }
}
