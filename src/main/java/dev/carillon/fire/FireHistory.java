package dev.carillon.fire;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** What became of a time of a job: its row, those around it, and its attempts. */
@ApplicationScoped
public class FireHistory {

  /** How many rows are read at once. */
  private static final int MOST_LOOKED_AT = 100;

  private final EntityManager entities;

  FireHistory(EntityManager entities) {
    this.entities = entities;
  }

  /** What the method below finds; one's own row first. */
  public @Nullable Fire covering(FireKey key) {
    Fire own = entities.find(Fire.class, new FireId(key));
    return own != null ? own : covering(key, upTo(key));
  }

  /**
   * The row that says what became of a time: its own, or the range that stands for it; served by
   * the primary key. Null if there is neither; a range that begins more than {@link
   * RangeBefore#ROWS} rows before that time is not found.
   *
   * @param rows up to that time, as {@link #upTo} reads them
   */
  public @Nullable Fire covering(FireKey key, List<Fire> rows) {
    Fire near = covering(rows, key.scheduledTime());
    return near != null || rows.size() < MOST_LOOKED_AT ? near : farRange(key);
  }

  /** The latest range over a time: backfilled times in it may have many rows of their own. */
  private @Nullable Fire farRange(FireKey key) {
    Instant first =
        RangeBefore.find(entities.unwrap(Session.class), key.jobUid(), key.scheduledTime());
    return first == null
        ? null
        : entities.find(Fire.class, new FireId(new FireKey(key.jobUid(), first)));
  }

  /** The same among rows that are there already, latest first. */
  public static @Nullable Fire covering(List<Fire> rows, Instant time) {
    for (Fire row : rows) {
      if (row.scheduledTime.equals(time)
          || (row.untilTime != null && !row.untilTime.isBefore(time))) {
        return row;
      }
    }
    return null;
  }

  /** At most a hundred rows of a job up to a time, inclusive, latest first; by the primary key. */
  public List<Fire> upTo(FireKey key) {
    return around(key, "scheduledTime <= :time order by scheduledTime desc", MOST_LOOKED_AT);
  }

  /** The rows of a job after a time, earliest first; served by the primary key. */
  public List<Fire> after(FireKey key, int limit) {
    return around(key, "scheduledTime > :time order by scheduledTime", limit);
  }

  private List<Fire> around(FireKey key, String condition, int limit) {
    return entities
        .createQuery("from Fire where jobUid = :uid and " + condition, Fire.class)
        .setParameter("uid", key.jobUid())
        .setParameter("time", key.scheduledTime())
        .setMaxResults(limit)
        .getResultList();
  }

  /** All attempts of a fire, the latest last; served by the primary key. */
  public List<Attempt> attempts(Fire fire) {
    if (fire.attempt == 0) {
      return List.of();
    }
    List<Attempt> attempts =
        new ArrayList<>(
            entities
                .createQuery(
                    "from Attempt where jobUid = :uid and scheduledTime = :time"
                        + " and attempt <= :latest order by attempt",
                    Attempt.class)
                .setParameter("uid", fire.jobUid)
                .setParameter("time", fire.scheduledTime)
                .setParameter("latest", fire.attempt)
                .getResultList());
    // The table has the latest one as well if another one is to follow it.
    boolean complete =
        !attempts.isEmpty() && attempts.get(attempts.size() - 1).attempt == fire.attempt;
    Attempt latest = complete ? null : Attempt.latest(fire);
    if (latest != null) {
      attempts.add(latest);
    }
    return attempts;
  }
}
