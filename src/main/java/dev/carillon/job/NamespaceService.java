package dev.carillon.job;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.hibernate.Session;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** What people set for all jobs of a namespace. Every namespace exists, set or not. */
@ApplicationScoped
public class NamespaceService {

  private static final int TRIES = 5;

  private final Session entities;
  private final HistoryRules rules;
  private final JobTransactions transactions;
  private final Clock clock;

  NamespaceService(
      Session entities, HistoryRules rules, JobTransactions transactions, Clock clock) {
    this.entities = entities;
    this.rules = rules;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What is set; served by the primary key. */
  public NamespaceSettings get(String name) {
    return settings(name, entities.find(Namespace.class, name));
  }

  /**
   * Sets everything anew; what is the same already stays untouched, also its tag.
   *
   * @throws StaleVersionException if the condition does not hold
   */
  public NamespaceSettings put(String name, History history, Precondition condition) {
    for (int left = TRIES - 1; ; left--) {
      try {
        return transactions.run(() -> write(name, history, condition));
      } catch (ConstraintViolationException e) {
        // Somebody else has set it for the first time just now.
        if (left == 0) {
          throw e;
        }
      }
    }
  }

  private NamespaceSettings write(String name, History history, Precondition condition) {
    Namespace row = lock(name);
    NamespaceSettings before = settings(name, row);
    condition.check("namespace", before.tag());
    if (before.history().equals(history)) {
      return before;
    }
    Namespace after = Objects.requireNonNullElseGet(row, Namespace::new);
    after.name = name;
    after.history = rules.write(history);
    after.version++;
    after.updatedAt = clock.instant();
    entities.persist(after);
    entities.flush();
    return settings(name, after);
  }

  private @Nullable Namespace lock(String name) {
    // In plain SQL, because Hibernate's lock for MySQL names the table, which MariaDB refuses.
    List<Namespace> rows =
        entities
            .createNativeQuery(
                "SELECT * FROM namespace WHERE name = ?1 FOR UPDATE", Namespace.class)
            .setParameter(1, name)
            .getResultList();
    return rows.isEmpty() ? null : rows.get(0);
  }

  private NamespaceSettings settings(String name, @Nullable Namespace row) {
    History history = rules.read(row == null ? null : row.history);
    return new NamespaceSettings(
        name,
        history,
        rules.effective(history),
        row == null ? 0 : row.version,
        row == null ? null : row.updatedAt);
  }
}
