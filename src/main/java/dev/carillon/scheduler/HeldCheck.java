package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.HeldStore;
import dev.carillon.job.JobStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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

  HeldCheck(HeldStore store, JobStore jobs) {
    this.store = store;
    this.jobs = jobs;
  }

  /**
   * What was found.
   *
   * @param valid as they were, and so are their jobs
   * @param changed still this process's, but their jobs were changed, or are gone
   * @param lost no longer this process's
   */
  record Found(List<Fire> valid, List<Fire> changed, List<Fire> lost) {
    Found() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
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
    Found found = new Found();
    for (int from = 0; from < held.size(); from += PAGE) {
      look(connection, held.subList(from, Math.min(held.size(), from + PAGE)), found);
    }
    return found;
  }

  private void look(Connection connection, List<Held> page, Found found) throws SQLException {
    List<Fire> fires = page.stream().map(Held::fire).sorted(Settlement.KEY_ORDER).toList();
    Set<Fire> locked = store.lockOurs(connection, fires);
    List<Fire> others = fires.stream().filter(fire -> !locked.contains(fire)).toList();
    Set<Fire> elsewhere = others.isEmpty() ? Set.of() : store.ours(connection, others);
    // After the locks: a change that is committed by now is seen, any other one waits for them.
    Set<UUID> uids = new TreeSet<>();
    fires.forEach(fire -> uids.add(fire.jobUid));
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
