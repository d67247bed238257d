package dev.carillon.fire;

import java.time.Instant;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Finds the row that begins before a time and stands for it as well. */
final class RangeBefore {

  /** How far back it is looked for: times of it that were backfilled have rows of their own. */
  static final int ROWS = 20_000;

  private RangeBefore() {}

  /**
   * The first time of the latest such row; null if there is none among {@value #ROWS} rows. Served
   * by the primary key.
   */
  static @Nullable Instant find(Session entities, UUID jobUid, Instant time) {
    return entities
        .createNativeQuery(
            "SELECT MAX(earlier.scheduled_time) FROM (SELECT scheduled_time, until_time"
                + " FROM fire WHERE job_uid = :uid AND scheduled_time < :time"
                + " ORDER BY scheduled_time DESC LIMIT "
                + ROWS
                + ") earlier WHERE earlier.until_time >= :time",
            Instant.class)
        .setParameter("uid", jobUid)
        .setParameter("time", time)
        .getSingleResultOrNull();
  }
}
