package dev.carillon.it.chaos;

import dev.carillon.it.Arrival;
import dev.carillon.it.AttemptRow;
import dev.carillon.it.FireRow;
import dev.carillon.it.chaos.Findings.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Compares what arrived, and the ledger, with what the triggers and the calls say. */
final class Checker {

  /** Brokers tell milliseconds, and an arrival names their end. */
  private static final Duration BROKER_TICK = Duration.ofMillis(1);

  /** Counts the fires that were due for certain, and came. */
  static final String DELIVERED = "fires expected that were delivered";

  private static final int UUID_LENGTH = 36;

  private final Evidence evidence;
  private final Findings findings = new Findings();
  private final Map<UUID, JobLog> jobs;
  private final LedgerCover ledger;
  private final List<Suspension> suspensions;

  private Checker(Evidence evidence) {
    this.evidence = evidence;
    this.jobs =
        evidence.jobs().stream().collect(Collectors.toUnmodifiableMap(JobLog::uid, job -> job));
    this.ledger = new LedgerCover(evidence.rows());
    this.suspensions =
        evidence.suspensions().stream().map(suspension -> suspension.in(evidence.clock())).toList();
  }

  static Findings check(Evidence evidence) {
    Checker checker = new Checker(evidence);
    checker.checkLedger();
    checker.checkArrivals();
    checker.checkRepeats();
    return checker.findings;
  }

  private void checkLedger() {
    Set<String> arrived =
        evidence.arrivals().stream().map(Arrival::fireId).collect(Collectors.toSet());
    ledger.twice().forEach(row -> findings.add(Violation.DECIDED_TWICE, row));
    for (JobLog job : evidence.jobs()) {
      findings.count("jobs");
      for (Instant time : job.certain(evidence.cut())) {
        findings.count("fires expected");
        checkTime(job, time, arrived);
      }
    }
    for (FireRow row : evidence.rows()) {
      if (row.state().equals("SUCCEEDED") && !arrived.contains(row.fireId())) {
        findings.add(Violation.LOST, "SUCCEEDED, but it did not arrive: " + row);
      }
    }
  }

  private void checkTime(JobLog job, Instant time, Set<String> arrived) {
    FireRow row = ledger.at(job.uid(), time);
    if (row == null) {
      findings.add(Violation.LOST, "no row for " + time + " of " + job.id() + " " + job.uid());
      return;
    }
    switch (row.state()) {
      case "SUCCEEDED" -> {
        if (arrived.contains(row.fireId())) {
          findings.count(DELIVERED);
        }
      }
      case "CANCELLED" -> {
        if (row.finishedAt() != null && job.mayCancel(row.finishedAt())) {
          findings.count("fires expected that a call cancelled");
        } else {
          findings.add(Violation.LEFT_OUT, "no call cancelled " + row + " of " + job.id());
        }
      }
      case "MISSED", "SKIPPED", "FAILED" -> {
        if (job.isStrict()) {
          findings.add(Violation.LEFT_OUT, row + " of " + job.id());
        } else {
          findings.count("fires expected that a policy left out");
        }
      }
      default -> findings.add(Violation.LOST, "not final: " + row + " of " + job.id());
    }
  }

  private void checkArrivals() {
    for (Arrival arrival : evidence.arrivals()) {
      findings.count("arrivals");
      if (evidence.clock().latest(arrival.at()).isBefore(arrival.scheduled())) {
        findings.add(Violation.EARLY, arrival.toString());
      }
      JobLog job = jobs.get(uid(arrival));
      if (job == null
          || !arrival.fireId().equals(fireId(job.uid(), arrival.scheduled()))
          || !job.allows(arrival.scheduled())) {
        findings.add(Violation.UNPLANNED, arrival + " of " + job);
      } else {
        checkQuiet(job, arrival);
      }
    }
  }

  /** An arrival counts as late by what the process began, not by what the network did with it. */
  private void checkQuiet(JobLog job, Arrival arrival) {
    Instant came = evidence.clock().earliest(arrival.at().minus(BROKER_TICK));
    for (JobLog.Quiet quiet : job.quiet()) {
      if (came.isAfter(quiet.from()) && came.isBefore(quiet.until())) {
        if (startedBy(arrival, quiet.from())) {
          findings.count("arrivals after a return, started before");
          findings.largest(
              "worst of these, ms after the return",
              Duration.between(quiet.from(), came).toMillis());
        } else {
          findings.add(
              Violation.AFTER_RETURN,
              arrival
                  + ", returned at "
                  + quiet.from()
                  + ", attempts "
                  + attempts(arrival)
                  + " of "
                  + job.id());
        }
      }
    }
  }

  private boolean startedBy(Arrival arrival, Instant returned) {
    return attempts(arrival).stream()
        .anyMatch(
            row -> row.attempt() == arrival.attempt() && !earliestStart(row).isAfter(returned));
  }

  /**
   * The ledger has the true start of an attempt only if its process wrote what came of it; of one
   * that was lost it has the instant for which it was claimed. A process that stood still then
   * cannot have started it before it went on.
   */
  private Instant earliestStart(AttemptRow row) {
    return suspensions.stream()
        .filter(suspension -> suspension.holds(row))
        .map(Suspension::until)
        .findFirst()
        .orElse(row.startedAt());
  }

  private List<AttemptRow> attempts(Arrival arrival) {
    return evidence.attempts().getOrDefault(arrival.fireId(), List.of());
  }

  private void checkRepeats() {
    Map<String, String> ids = new HashMap<>();
    Set<String> attempts = new HashSet<>();
    for (Arrival arrival : evidence.arrivals()) {
      String time = arrival.source() + " " + arrival.scheduled();
      String seen = ids.putIfAbsent(time, arrival.fireId());
      if (seen != null) {
        findings.count("repeats");
        if (!seen.equals(arrival.fireId())) {
          findings.add(Violation.OTHER_ID, arrival + ", seen as " + seen);
        }
      }
      if (!attempts.add(arrival.fireId() + " " + arrival.attempt())) {
        findings.add(Violation.ATTEMPT_TWICE, arrival.toString());
      }
    }
  }

  private static String fireId(UUID uid, Instant scheduled) {
    return uid + "-" + (scheduled.getEpochSecond() * 1_000_000 + scheduled.getNano() / 1_000);
  }

  private static UUID uid(Arrival arrival) {
    return UUID.fromString(arrival.fireId().substring(0, UUID_LENGTH));
  }
}
