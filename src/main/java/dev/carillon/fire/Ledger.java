package dev.carillon.fire;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ledger as people and use cases read and change it: one job or one fire at a time. */
@ApplicationScoped
public class Ledger {

  private final EntityManager entities;

  Ledger(EntityManager entities) {
    this.entities = entities;
  }

  /** One fire, or null; served by the primary key. */
  public @Nullable Fire find(FireKey key) {
    return entities.find(Fire.class, new FireId(key));
  }

  /**
   * Fires of one job, latest scheduled time first; served by the primary key.
   *
   * @param before only fires scheduled before this instant; null for the first page
   */
  public List<Fire> ofJob(UUID jobUid, @Nullable Instant before, FireFilter filter, int limit) {
    Map<String, Object> values = new HashMap<>();
    StringBuilder query = new StringBuilder("from Fire where jobUid = :uid");
    values.put("uid", jobUid);
    add(query, values, " and scheduledTime < :before", "before", before);
    add(query, values, " and state = :state", "state", filter.state());
    add(query, values, " and rule = :rule", "rule", filter.rule());
    add(query, values, " and scheduledTime >= :from", "from", filter.from());
    add(query, values, " and scheduledTime <= :until", "until", filter.until());
    var typed = entities.createQuery(query + " order by scheduledTime desc", Fire.class);
    values.forEach(typed::setParameter);
    return typed.setMaxResults(limit).getResultList();
  }

  private static void add(
      StringBuilder query,
      Map<String, Object> values,
      String condition,
      String name,
      @Nullable Object value) {
    if (value != null) {
      query.append(condition);
      values.put(name, value);
    }
  }

  /** Adds a row; a fire that was decided before is refused by the primary key. */
  public void add(Fire fire) {
    entities.persist(fire);
    entities.flush();
  }

  /**
   * Cancels the fires of a deleted job that wait for an attempt; served by the primary key. Those
   * that share a key with fires of other jobs are left to the queue, which passes on their turn.
   *
   * @return how many are cancelled
   */
  public int cancelWaiting(UUID jobUid, Rule rule, String reason, Instant currentTime) {
    entities
        .createQuery("delete from WaitingFire where jobUid = :uid")
        .setParameter("uid", jobUid)
        .executeUpdate();
    entities
        .createQuery(
            "update Fire set nextAttemptAt = :now where jobUid = :uid and lane is not null"
                + " and state in (PENDING, RETRYING)")
        .setParameter("now", currentTime)
        .setParameter("uid", jobUid)
        .executeUpdate();
    return entities
        .createQuery(
            "update Fire set state = CANCELLED, rule = :rule, reason = :reason,"
                + " nextAttemptAt = null, finishedAt = :now where jobUid = :uid and lane is null"
                + " and state in (PENDING, RETRYING)")
        .setParameter("rule", rule)
        .setParameter("reason", reason)
        .setParameter("now", currentTime)
        .setParameter("uid", jobUid)
        .executeUpdate();
  }

  /** Lets the fires go on that were held while their job was paused; served by primary keys. */
  public void release(UUID jobUid, Instant currentTime) {
    letGo(jobUid, WaitCause.PAUSE, Integer.MAX_VALUE, currentTime);
  }

  /**
   * Lets the earliest fires go on that wait for an instance of their job; served by primary keys.
   *
   * @return how many there were, at most {@code most}
   */
  public int letGo(UUID jobUid, int most, Instant currentTime) {
    return letGo(jobUid, WaitCause.OVERLAP, most, currentTime);
  }

  private int letGo(UUID jobUid, WaitCause cause, int most, Instant currentTime) {
    List<Instant> times =
        entities
            .createQuery(
                "select scheduledTime from WaitingFire where jobUid = :uid and cause = :cause"
                    + " order by scheduledTime",
                Instant.class)
            .setParameter("uid", jobUid)
            .setParameter("cause", cause)
            .setMaxResults(most)
            .getResultList();
    if (times.isEmpty()) {
      return 0;
    }
    entities
        .createQuery("delete from WaitingFire where jobUid = :uid and scheduledTime in :times")
        .setParameter("uid", jobUid)
        .setParameter("times", times)
        .executeUpdate();
    entities
        .createQuery(
            "update Fire set nextAttemptAt = :now where jobUid = :uid and scheduledTime in :times"
                + " and nextAttemptAt is null and state in (PENDING, RETRYING)")
        .setParameter("now", currentTime)
        .setParameter("uid", jobUid)
        .setParameter("times", times)
        .executeUpdate();
    return times.size();
  }
}
