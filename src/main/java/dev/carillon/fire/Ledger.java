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
   * Cancels the fires of a job that wait for an attempt; served by the primary key.
   *
   * @return how many
   */
  public int cancelWaiting(UUID jobUid, String reason, Instant currentTime) {
    return entities
        .createQuery(
            "update Fire set state = CANCELLED, reason = :reason, nextAttemptAt = null,"
                + " finishedAt = :now where jobUid = :uid and state in (PENDING, RETRYING)")
        .setParameter("reason", reason)
        .setParameter("now", currentTime)
        .setParameter("uid", jobUid)
        .executeUpdate();
  }

  /** Lets the fires go on that were held while their job was paused; served by the primary key. */
  public void release(UUID jobUid, Instant currentTime) {
    entities
        .createQuery(
            "update Fire set nextAttemptAt = :now"
                + " where jobUid = :uid and state = RETRYING and nextAttemptAt is null")
        .setParameter("now", currentTime)
        .setParameter("uid", jobUid)
        .executeUpdate();
  }
}
