package dev.carillon.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.Arrival;
import dev.carillon.it.AttemptRow;
import dev.carillon.it.FireRow;
import dev.carillon.it.Json;
import dev.carillon.it.chaos.Change.Kind;
import dev.carillon.it.chaos.Findings.Violation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each check finds what it is there for, and nothing else. */
class CheckerTest {

  private static final Instant START = Instant.parse("2027-03-01T10:00:00Z");
  private static final UUID UID = UUID.fromString("01234567-89ab-7def-8123-456789abcdef");
  private static final String HEX = "0123456789ab7def8123456789abcdef";
  private static final ClockRelation CLOCK =
      new ClockRelation(Duration.ofMillis(-1), Duration.ofMillis(1));
  private static final Plan EVERY_SECOND = plan("{\"type\": \"interval\", \"seconds\": 1}");

  private final List<Change> changes = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<FireRow> rows = new ArrayList<>();
  private final List<Suspension> suspensions = new ArrayList<>();
  private boolean isStrict = true;

  @Test
  void findsNothingWhereAllIsRight() {
    runs(1, 5);
    assertThat(findings().isClean()).as("%s", findings()).isTrue();
    assertThat(findings().counts())
        .containsEntry("fires expected", 5L)
        .containsEntry("fires expected that were delivered", 5L)
        .containsEntry("arrivals", 5L);
  }

  @Test
  void findsATimeWithoutRow() {
    runs(1, 5);
    rows.remove(2);
    arrivals.remove(2);
    assertFound(Violation.LOST, 1);
  }

  @Test
  void findsASucceededFireThatDidNotArrive() {
    runs(1, 5);
    arrivals.remove(2);
    assertFound(Violation.LOST, 1);
  }

  @Test
  void findsAFireThatIsNotFinal() {
    runs(1, 4);
    rows.add(row(5, null, "RETRYING", null));
    assertFound(Violation.LOST, 1);
  }

  @Test
  void findsATimeThatWasLeftOut() {
    runs(1, 3);
    rows.add(row(4, at(5), "SKIPPED", at(5)));
    assertFound(Violation.LEFT_OUT, 2);
    isStrict = false;
    assertThat(findings().isClean()).isTrue();
  }

  @Test
  void findsACancelledFireThatNobodyCancelled() {
    runs(1, 5);
    rows.set(2, row(3, null, "CANCELLED", at(3.1)));
    arrivals.remove(2);
    assertFound(Violation.LEFT_OUT, 1);
  }

  @Test
  void acceptsWhatAPauseCancelled() {
    runs(1, 3);
    rows.set(2, row(3, null, "CANCELLED", at(3.6)));
    arrivals.remove(2);
    changes.add(change(Kind.PAUSE, 3.5, 3.7, at(3.6), EVERY_SECOND, false));
    assertThat(findings().isClean()).as("%s", findings()).isTrue();
    assertThat(findings().counts()).containsEntry("fires expected that a call cancelled", 1L);
  }

  @Test
  void findsAnArrivalBeforeItsTime() {
    runs(1, 5);
    arrivals.set(2, arrival(3, 1, at(2.998)));
    assertFound(Violation.EARLY, 1);
    arrivals.set(2, arrival(3, 1, at(2.9995)));
    assertThat(findings().isClean()).isTrue();
  }

  @Test
  void findsAnArrivalThatNothingPlanned() {
    runs(1, 5);
    arrivals.add(arrival(3.5, 1, at(3.6)));
    assertFound(Violation.UNPLANNED, 1);
  }

  @Test
  void findsAnArrivalUnderAnotherTime() {
    runs(1, 5);
    Arrival right = arrivals.get(2);
    arrivals.set(2, new Arrival(right.fireId(), right.source(), 1, at(4), at(4.1)));
    assertThat(findings().of(Violation.UNPLANNED)).hasSize(1);
  }

  @Test
  void findsAnArrivalOfAnOldTrigger() {
    runs(1, 3);
    changes.add(change(Kind.CHANGE_TRIGGER, 3.5, 3.6, at(3.55), cron("30"), true));
    arrivals.add(arrival(5, 1, at(5.1)));
    rows.add(row(5, null, "SUCCEEDED", at(5.2)));
    assertFound(Violation.UNPLANNED, 1);
  }

  @Test
  void allowsBothTriggersAroundACall() {
    runs(1, 4);
    changes.add(change(Kind.CHANGE_TRIGGER, 3.5, 4.5, null, cron("30"), true));
    assertThat(findings().isClean()).as("%s", findings()).isTrue();
    arrivals.remove(3);
    rows.remove(3);
    assertThat(findings().isClean()).as("%s", findings()).isTrue();
  }

  @Test
  void findsTwoRowsForOneTime() {
    runs(1, 5);
    rows.add(row(3, null, "SUCCEEDED", at(3.2)));
    assertFound(Violation.DECIDED_TWICE, 1);
  }

  @Test
  void findsTwoRangesAroundOneTime() {
    isStrict = false;
    runs(1, 3);
    rows.add(row(4, at(5), "SKIPPED", at(5)));
    assertThat(findings().isClean()).isTrue();
    rows.add(row(5, at(5.5), "SKIPPED", at(5.5)));
    assertFound(Violation.DECIDED_TWICE, 1);
  }

  @Test
  void findsARepeatUnderAnotherId() {
    runs(1, 5);
    arrivals.add(
        new Arrival("11234567-89ab-7def-8123-456789abcdef-1", "/jobs/j", 2, at(3), at(3.4)));
    assertThat(findings().of(Violation.OTHER_ID)).hasSize(1);
  }

  @Test
  void countsARepeatOfAnotherAttempt() {
    runs(1, 5);
    arrivals.add(arrival(3, 2, at(20)));
    assertThat(findings().isClean()).as("%s", findings()).isTrue();
    assertThat(findings().counts()).containsEntry("repeats", 1L);
  }

  @Test
  void findsOneAttemptOfTwoProcesses() {
    runs(1, 5);
    arrivals.add(arrival(3, 1, at(3.2)));
    assertFound(Violation.ATTEMPT_TWICE, 1);
  }

  @Test
  void findsAnAttemptThatStartedAfterAPause() {
    runs(1, 3);
    changes.add(change(Kind.PAUSE, 3.0005, 3.008, at(3.001), EVERY_SECOND, false));
    assertFound(Violation.AFTER_RETURN, 1);
  }

  @Test
  void findsAnAttemptThatStartedAfterADeletion() {
    runs(1, 3);
    changes.add(change(Kind.DELETE, 3.0005, 3.008, null, null, false));
    assertFound(Violation.AFTER_RETURN, 1);
  }

  @Test
  void countsAnArrivalAfterAPauseThatHadStartedBefore() {
    runs(1, 3);
    arrivals.set(2, arrival(3, 1, at(3.5)));
    changes.add(change(Kind.PAUSE, 3.1, 3.2, at(3.15), EVERY_SECOND, false));
    assertStartedBefore();
  }

  /** Its planned start was before the return of the pause, but it stood still by then. */
  @Test
  void findsAnAttemptThatAProcessStartedWhenItWentOnAfterAPause() {
    runs(1, 3);
    arrivals.set(2, arrival(3, 1, at(24)));
    changes.add(change(Kind.PAUSE, 3.1, 3.2, at(3.15), EVERY_SECOND, false));
    suspensions.add(new Suspension("pod", at(2.5), at(22.5)));
    assertFound(Violation.AFTER_RETURN, 1);
  }

  /** The client may have had the record, or the network the request, while the process stood. */
  @Test
  void countsAnArrivalOfWhatStartedJustBeforeItsProcessStoodStill() {
    runs(1, 3);
    arrivals.set(2, arrival(3, 1, at(24)));
    changes.add(change(Kind.PAUSE, 3.1, 3.2, at(3.15), EVERY_SECOND, false));
    suspensions.add(new Suspension("pod", at(3.011), at(22.5)));
    assertStartedBefore();
  }

  /** The clocks of here and of the database leave that open. */
  @Test
  void countsAnArrivalOfWhatStartedAboutWhenItsProcessStoodStill() {
    runs(1, 3);
    arrivals.set(2, arrival(3, 1, at(24)));
    changes.add(change(Kind.PAUSE, 3.1, 3.2, at(3.15), EVERY_SECOND, false));
    suspensions.add(new Suspension("pod", at(3.0095), at(22.5)));
    assertStartedBefore();
  }

  @Test
  void countsAnArrivalOfWhatMayHaveStartedBetweenTheStandstillAndThePause() {
    runs(1, 5);
    arrivals.set(2, arrival(3, 1, at(24)));
    changes.add(change(Kind.PAUSE, 22.6, 22.7, at(22.65), EVERY_SECOND, false));
    suspensions.add(new Suspension("pod", at(2.5), at(22.5)));
    assertStartedBefore();
  }

  @Test
  void countsAnArrivalOfWhatStartedWhileAnotherProcessStoodStill() {
    runs(1, 3);
    arrivals.set(2, arrival(3, 1, at(24)));
    changes.add(change(Kind.PAUSE, 3.1, 3.2, at(3.15), EVERY_SECOND, false));
    suspensions.add(new Suspension("po", at(2.5), at(22.5)));
    assertStartedBefore();
  }

  @Test
  void letsAJobGoOnThatWasResumed() {
    runs(1, 1);
    changes.add(change(Kind.PAUSE, 1.5, 1.6, at(1.55), EVERY_SECOND, false));
    changes.add(change(Kind.RESUME, 3.8, 3.9, at(3.85), EVERY_SECOND, true));
    succeed(4);
    assertFound(Violation.LOST, 1);
    succeed(5);
    assertThat(findings().isClean()).as("%s", findings()).isTrue();
    succeed(3);
    assertThat(findings().of(Violation.UNPLANNED)).hasSize(1);
  }

  private void assertStartedBefore() {
    assertThat(findings().isClean()).as("%s", findings()).isTrue();
    assertThat(findings().counts()).containsEntry("arrivals after a return, started before", 1L);
  }

  private void assertFound(Violation violation, int times) {
    Findings findings = findings();
    assertThat(findings.of(violation)).as("%s", findings).hasSize(times);
    assertThat(Stream.of(Violation.values()).filter(other -> other != violation))
        .allSatisfy(other -> assertThat(findings.of(other)).isEmpty());
  }

  private Findings findings() {
    List<Change> all = new ArrayList<>(changes);
    all.add(0, change(Kind.ADD, -0.1, 0.1, at(0), EVERY_SECOND, true));
    Map<String, List<AttemptRow>> attempts =
        rows.stream()
            .filter(row -> row.startedAt() != null)
            .collect(
                Collectors.toMap(
                    FireRow::fireId,
                    row ->
                        List.of(
                            new AttemptRow(
                                1,
                                row.state(),
                                "pod-1",
                                row.scheduled().plusMillis(10),
                                row.finishedAt(),
                                null,
                                null,
                                null)),
                    (one, other) -> one));
    return Checker.check(
        new Evidence(
            List.of(new JobLog("j", UID, isStrict, all)),
            arrivals,
            rows,
            attempts,
            suspensions,
            CLOCK,
            at(5.5)));
  }

  private void runs(int first, int last) {
    for (int second = first; second <= last; second++) {
      succeed(second);
    }
  }

  private void succeed(int second) {
    rows.add(row(second, null, "SUCCEEDED", at(second + 0.1)));
    arrivals.add(arrival(second, 1, at(second + 0.05)));
  }

  private static Arrival arrival(double scheduled, int attempt, Instant at) {
    String id = UID + "-" + ChronoUnit.MICROS.between(Instant.EPOCH, at(scheduled));
    return new Arrival(id, "/jobs/j", attempt, at(scheduled), at);
  }

  private static FireRow row(
      double scheduled, @Nullable Instant until, String state, @Nullable Instant finished) {
    Instant time = at(scheduled);
    return new FireRow(HEX, time, until, state, null, 1, 1, time, time.plusMillis(10), finished);
  }

  private static Change change(
      Kind kind,
      double sent,
      double returned,
      @Nullable Instant effective,
      @Nullable Plan plan,
      boolean isEnabled) {
    return new Change(kind, at(sent), at(returned), effective, plan, isEnabled);
  }

  private static Plan cron(String second) {
    return plan("{\"type\": \"cron\", \"second\": \"%s\"}".formatted(second));
  }

  private static Plan plan(String trigger) {
    return new Plan(UID, Json.parse(trigger), "UTC", START);
  }

  private static Instant at(double seconds) {
    return START.plusNanos(Math.round(seconds * 1e6) * 1_000);
  }
}
