package dev.carillon.fire;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Takes back fires that pods hold until their time, in the transaction of a person's change of the
 * job. How that is safe against a pod that is about to start one: {@code docs/claim-ahead.md}.
 */
@ApplicationScoped
public class Recalls {

  /** For how long a pod may start what it holds without looking whether it was taken back. */
  public static final Duration PERMIT = Duration.ofMillis(200);

  /** Most rows that are asked for the latest time before; those that people asked for are few. */
  private static final int MOST_ASKED_FOR = 1000;

  private final Session entities;
  private final RecallStore store;

  Recalls(Session entities, RecallStore store) {
    this.entities = entities;
    this.store = store;
  }

  /**
   * Waits until no pod may start any more what it found valid before now.
   *
   * @param behind how far the clocks may be off
   */
  public static void awaitPermits(Duration behind) {
    try {
      TimeUnit.NANOSECONDS.sleep(PERMIT.plus(behind).toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Makes every pod look anew at what it holds of that job. Until the transaction ends nobody can
   * find that nothing has changed.
   */
  public void announce(UUID jobUid) {
    entities.doWork(connection -> store.announce(connection, jobUid));
  }

  /**
   * Locks the fires of a job whose time is still to come; served by the primary key.
   *
   * @return their times, earliest first
   */
  public List<Instant> lockHeld(UUID jobUid, Instant currentTime) {
    // In plain SQL, because Hibernate's lock for MySQL names the table, which MariaDB refuses.
    return entities
        .createNativeQuery(
            "SELECT * FROM fire WHERE job_uid = ?1 AND scheduled_time > ?2"
                + " AND state IN ('RUNNING', 'PENDING') ORDER BY scheduled_time FOR UPDATE",
            Fire.class)
        .setParameter(1, jobUid)
        .setParameter(2, currentTime)
        .getResultList()
        .stream()
        // What is deleted below must not stay in the session: the time may get another row.
        .peek(entities::detach)
        .map(fire -> fire.scheduledTime)
        .toList();
  }

  /** Removes fires, as if they had never been decided; served by the primary key. */
  public void takeBack(UUID jobUid, List<Instant> times) {
    entities
        .createMutationQuery("delete from Fire where jobUid = :uid and scheduledTime in :times")
        .setParameter("uid", jobUid)
        .setParameter("times", times)
        .executeUpdate();
  }

  /**
   * The latest fire time of the job's schedule that was decided before that instant; null if none
   * is known. Served by the primary key.
   */
  public @Nullable Instant decidedBefore(UUID jobUid, Instant before) {
    return entities
        .createQuery(
            "from Fire where jobUid = :uid and scheduledTime < :before"
                + " order by scheduledTime desc",
            Fire.class)
        .setParameter("uid", jobUid)
        .setParameter("before", before)
        .setMaxResults(MOST_ASKED_FOR)
        .getResultStream()
        .filter(fire -> fire.rule == null || !fire.rule.isAskedFor())
        .map(fire -> fire.untilTime == null ? fire.scheduledTime : fire.untilTime)
        .findFirst()
        .orElse(null);
  }
}
