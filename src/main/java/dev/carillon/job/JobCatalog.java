package dev.carillon.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs as people read and change them: by name, one or a page at a time. */
@ApplicationScoped
public class JobCatalog {

  private final EntityManager entities;

  JobCatalog(EntityManager entities) {
    this.entities = entities;
  }

  /** The job of this name; null if there is none. Served by the unique key {@code job_name}. */
  public @Nullable Job find(String namespace, String id) {
    return named(namespace, id, LockModeType.NONE);
  }

  /**
   * The same, locked until the transaction ends: neither a claim nor another change can move it.
   */
  public @Nullable Job lock(String namespace, String id) {
    return named(namespace, id, LockModeType.PESSIMISTIC_WRITE);
  }

  private @Nullable Job named(String namespace, String id, LockModeType lock) {
    return entities
        .createQuery("from Job where namespace = :namespace and id = :id", Job.class)
        .setParameter("namespace", namespace)
        .setParameter("id", id)
        .setLockMode(lock)
        .getResultStream()
        .findFirst()
        .orElse(null);
  }

  /**
   * Jobs of a namespace in the order of their ids. Served by the unique key {@code job_name}.
   *
   * @param after only ids after this one; null for the first page
   * @param state only jobs in this state; null for all
   */
  public List<Job> list(
      String namespace, @Nullable String after, @Nullable JobState state, int limit) {
    String query =
        "from Job where namespace = :namespace"
            + (after == null ? "" : " and id > :after")
            + (state == null ? "" : " and state = :state")
            + " order by id";
    var typed = entities.createQuery(query, Job.class).setParameter("namespace", namespace);
    if (after != null) {
      typed.setParameter("after", after);
    }
    if (state != null) {
      typed.setParameter("state", state);
    }
    return typed.setMaxResults(limit).getResultList();
  }

  /** Adds a job; the unique key refuses a name that is taken. */
  void add(Job job) {
    entities.persist(job);
    entities.flush();
  }

  void remove(Job job) {
    entities.remove(job);
  }

  /** Writes changes of locked jobs now, so that what the database refuses is refused here. */
  void flush() {
    entities.flush();
  }
}
