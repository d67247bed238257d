package dev.carillon.job;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** What was set for all jobs of a namespace. A namespace without a row has set nothing. */
@Entity
@Table(name = "namespace")
@NullUnmarked
public class Namespace extends PanacheEntityBase {

  @Id public String name;

  /** {@link History} as JSON; null = nothing said. */
  public @Nullable String history;

  /** Counts the changes, from 1 on. */
  public long version;

  @Column(name = "updated_at")
  public Instant updatedAt;
}
