package dev.carillon.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.UncommittedContract;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is known of recalls, on every database; nothing is committed. */
abstract class RecallContract extends UncommittedContract {

  private final RecallStore store = new RecallStore();

  @Test
  void theJobsBetweenTwoNumbersAreKnown() throws SQLException {
    UUID first = UUID.randomUUID();
    UUID second = new UUID(-1, 1);
    long before = count();

    store.announce(connection, first);
    store.announce(connection, second);
    store.announce(connection, second);

    assertThat(count()).isEqualTo(before + 3);
    assertThat(store.jobs(connection, before, before + 3))
        .hasValueSatisfying(jobs -> assertThat(jobs).containsExactlyInAnyOrder(first, second));
    assertThat(store.jobs(connection, before, before + 1))
        .hasValueSatisfying(jobs -> assertThat(jobs).containsExactly(first));
    assertThat(store.jobs(connection, before + 1, before + 3))
        .hasValueSatisfying(jobs -> assertThat(jobs).containsExactly(second));
    assertThat(store.jobs(connection, before + 3, before + 3))
        .hasValueSatisfying(jobs -> assertThat(jobs).isEmpty());
  }

  @Test
  void whereOneIsMissingNoneAreKnown() throws SQLException {
    long before = count();
    for (int i = 0; i < 3; i++) {
      store.announce(connection, UUID.randomUUID());
    }

    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM recalled_job WHERE version = " + (before + 2));
    }

    assertThat(store.jobs(connection, before, before + 3)).isEmpty();
    assertThat(store.jobs(connection, before + 1, before + 3)).isEmpty();
    assertThat(store.jobs(connection, before + 2, before + 3)).isPresent();
    // As after a restored backup.
    assertThat(store.jobs(connection, before + 4, before + 3)).isEmpty();
  }

  @Test
  void onlyTheLatestAreKept() throws SQLException {
    UUID job = UUID.randomUUID();
    for (int i = 0; i < 2 * RecallStore.KEPT; i++) {
      store.announce(connection, job);
    }

    long last = count();
    assertThat(rows())
        .isBetween((long) RecallStore.KEPT, (long) RecallStore.KEPT + RecallStore.DELETED);
    assertThat(store.jobs(connection, last - RecallStore.KEPT, last)).isPresent();
    assertThat(store.jobs(connection, last - RecallStore.KEPT - 1, last)).isEmpty();
  }

  private long count() throws SQLException {
    return store.lock(connection).orElseThrow();
  }

  private long rows() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM recalled_job")) {
      row.next();
      return row.getLong(1);
    }
  }
}
