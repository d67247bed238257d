package dev.carillon.job;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Jobs as people read and change them: by name, one or a page at a time. */
@ApplicationScoped
public class JobCatalog {

  private final Session entities;

  JobCatalog(Session entities) {
    this.entities = entities;
  }

  /** The job of this name; null if there is none. Served by the unique key {@code job_name}. */
  public @Nullable Job find(String namespace, String id) {
    return named("SELECT * FROM job WHERE namespace = ?1 AND id = ?2", namespace, id);
  }

  /**
   * The same, locked until the transaction ends: neither a claim nor another change can move it.
   */
  public @Nullable Job lock(String namespace, String id) {
    // In plain SQL, because Hibernate's lock for MySQL names the table, which MariaDB refuses.
    return named("SELECT * FROM job WHERE namespace = ?1 AND id = ?2 FOR UPDATE", namespace, id);
  }

  private @Nullable Job named(String query, String namespace, String id) {
    List<Job> jobs =
        entities
            .createNativeQuery(query, Job.class)
            .setParameter(1, namespace)
            .setParameter(2, id)
            .getResultList();
    return jobs.isEmpty() ? null : jobs.get(0);
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

  /**
   * Adds many jobs; the unique key refuses a name that is taken. In the order of the names, so that
   * two such additions cannot wait for each other.
   */
  void addAll(List<Job> jobs) {
    List<Job> ordered = jobs.stream().sorted(Comparator.comparing(job -> job.id)).toList();
    entities.doWork(connection -> JobInsert.insert(connection, ordered));
  }

  /** Which of these names are taken. Served by the unique key {@code job_name}. */
  List<String> existing(String namespace, List<String> ids) {
    return entities
        .createQuery(
            "select id from Job where namespace = :namespace and id in (:ids)", String.class)
        .setParameter("namespace", namespace)
        .setParameterList("ids", ids)
        .getResultList();
  }

  void remove(Job job) {
    entities.remove(job);
  }

  /** Writes changes of locked jobs now, so that what the database refuses is refused here. */
  void flush() {
    entities.flush();
  }
}
