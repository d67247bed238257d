package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.HeldStore;
import dev.carillon.job.JobStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Looks what became of fires that this process holds, and of their jobs. */
@ApplicationScoped
class HeldCheck {

  private static final int PAGE = 500;

  private final HeldStore store;
  private final JobStore jobs;
  private final Clock clock;

  HeldCheck(HeldStore store, JobStore jobs, Clock clock) {
    this.store = store;
    this.jobs = jobs;
    this.clock = clock;
  }

  /**
   * What was found.
   *
   * @param valid as they were, and so are their jobs
   * @param changed still this process's, but their jobs were changed, or are gone
   * @param lost no longer this process's
   * @param lockedAt when their rows were locked and their jobs not read yet: what is valid was so
   *     then, whoever may be changing its job
   */
  record Found(List<Fire> valid, List<Fire> changed, List<Fire> lost, Instant lockedAt) {
    Found(Instant lockedAt) {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), lockedAt);
    }

    int size() {
      return valid.size() + changed.size() + lost.size();
    }
  }

  /**
   * Looks, and locks what is valid until the transaction ends. Fires that somebody else has locked
   * are in none of the lists: whoever it is may be taking them back.
   */
  Found look(Connection connection, List<Held> held) throws SQLException {
    Set<Fire> locked = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Fire> elsewhere = Collections.newSetFromMap(new IdentityHashMap<>());
    List<List<Held>> pages = pages(held);
    for (List<Held> page : pages) {
      lock(connection, page, locked, elsewhere);
    }
    Found found = new Found(clock.instant());
    for (List<Held> page : pages) {
      judge(connection, page, locked, elsewhere, found);
    }
    return found;
  }

  private static List<List<Held>> pages(List<Held> held) {
    List<List<Held>> pages = new ArrayList<>();
    for (int from = 0; from < held.size(); from += PAGE) {
      pages.add(held.subList(from, Math.min(held.size(), from + PAGE)));
    }
    return pages;
  }

  private void lock(Connection connection, List<Held> page, Set<Fire> locked, Set<Fire> elsewhere)
      throws SQLException {
    List<Fire> fires = page.stream().map(Held::fire).sorted(Settlement.KEY_ORDER).toList();
    locked.addAll(store.lockOurs(connection, fires));
    List<Fire> others = fires.stream().filter(fire -> !locked.contains(fire)).toList();
    if (!others.isEmpty()) {
      elsewhere.addAll(store.ours(connection, others));
    }
  }

  /** After the locks: a change that is committed by now is seen. */
  private void judge(
      Connection connection, List<Held> page, Set<Fire> locked, Set<Fire> elsewhere, Found found)
      throws SQLException {
    Set<UUID> uids = new TreeSet<>();
    page.forEach(one -> uids.add(one.fire().jobUid));
    Map<UUID, Long> current = jobs.versions(connection, uids);
    for (Held one : page) {
      Fire fire = one.fire();
      if (!locked.contains(fire)) {
        if (!elsewhere.contains(fire)) {
          found.lost().add(fire);
        }
      } else if (Long.valueOf(one.claimed().jobVersion()).equals(current.get(fire.jobUid))) {
        found.valid().add(fire);
      } else {
        found.changed().add(fire);
      }
    }
  }
}
