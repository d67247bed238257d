package dev.carillon.fire;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the ledger for use cases that change them, locked until the transaction ends. The caller
 * has locked the job before: whoever locks both takes them in this order.
 */
@ApplicationScoped
public class LockedFires {

  private final Session entities;

  LockedFires(Session entities) {
    this.entities = entities;
  }

  /** One row, or null; served by the primary key. */
  public @Nullable Fire lock(FireKey key) {
    return lock(key.jobUid(), List.of(key.scheduledTime())).get(key.scheduledTime());
  }

  /** The rows of these times by time, without those that have none; served by the primary key. */
  public SortedMap<Instant, Fire> lock(UUID jobUid, Collection<Instant> times) {
    SortedMap<Instant, Fire> rows = new TreeMap<>();
    if (!times.isEmpty()) {
      // In plain SQL, because Hibernate's lock for MySQL names the table, which MariaDB refuses.
      entities
          .createNativeQuery(
              "SELECT * FROM fire WHERE job_uid = :uid AND scheduled_time IN (:times)"
                  + " ORDER BY scheduled_time FOR UPDATE",
              Fire.class)
          .setParameter("uid", jobUid)
          .setParameterList("times", times)
          .getResultList()
          .forEach(row -> rows.put(row.scheduledTime, row));
    }
    return rows;
  }

  /**
   * Scheduled times of failed fires, earliest first; served by the primary key.
   *
   * @param after exclusive; null from the first one
   * @param from inclusive; null is open
   * @param until inclusive; null is open
   */
  public List<Instant> failedTimes(
      UUID jobUid,
      @Nullable Instant after,
      @Nullable Instant from,
      @Nullable Instant until,
      int limit) {
    var query =
        entities
            .createQuery(
                "select scheduledTime from Fire where jobUid = :uid and state = FAILED"
                    + (after == null ? "" : " and scheduledTime > :after")
                    + (from == null ? "" : " and scheduledTime >= :from")
                    + (until == null ? "" : " and scheduledTime <= :until")
                    + " order by scheduledTime",
                Instant.class)
            .setParameter("uid", jobUid);
    if (after != null) {
      query.setParameter("after", after);
    }
    if (from != null) {
      query.setParameter("from", from);
    }
    if (until != null) {
      query.setParameter("until", until);
    }
    return query.setMaxResults(limit).getResultList();
  }

  /** Which of these times have a row of their own; served by the primary key. */
  public List<Instant> taken(UUID jobUid, Collection<Instant> times) {
    return entities
        .createQuery(
            "select scheduledTime from Fire where jobUid = :uid and scheduledTime in (:times)",
            Instant.class)
        .setParameter("uid", jobUid)
        .setParameterList("times", times)
        .getResultList();
  }

  /**
   * Rows that stand for many times, those that reach into the window from before included, by their
   * first time; served by the primary key. One that begins more than {@link RangeBefore#ROWS} rows
   * before the window is not found.
   *
   * @param first of the window, inclusive
   * @param last of the window, inclusive
   */
  public SortedMap<Instant, Fire> lockRanges(UUID jobUid, Instant first, Instant last) {
    Instant before = RangeBefore.find(entities, jobUid, first);
    List<Instant> within =
        entities
            .createQuery(
                "select scheduledTime from Fire where jobUid = :uid and untilTime is not null"
                    + " and scheduledTime between :first and :last",
                Instant.class)
            .setParameter("uid", jobUid)
            .setParameter("first", first)
            .setParameter("last", last)
            .getResultList();
    return lock(jobUid, Stream.concat(Stream.ofNullable(before), within.stream()).toList());
  }

  /** Adds a row when the transaction ends. */
  public void add(Fire fire) {
    entities.persist(fire);
  }

  /** Keeps the latest attempt of a fire, which another one is going to follow. */
  public void keepAttempt(Fire fire, Instant currentTime) {
    if (fire.attempt < 1) {
      return;
    }
    Attempt attempt =
        Attempt.of(
            fire, AttemptOutcome.FAILED, fire.finishedAt == null ? currentTime : fire.finishedAt);
    AttemptId id = new AttemptId();
    id.jobUid = attempt.jobUid;
    id.scheduledTime = attempt.scheduledTime;
    id.attempt = attempt.attempt;
    // A fire can have failed again without a further attempt.
    if (entities.find(Attempt.class, id) == null) {
      entities.persist(attempt);
    }
  }
}
