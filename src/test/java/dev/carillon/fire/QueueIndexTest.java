package dev.carillon.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.OldFires;
import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether anything is due in the queue is asked without reading leases that go on. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class QueueIndexTest {

  private static final UUID JOB = new UUID(0xffff_0000_0000_7000L, 0x8000_0000_0000_0000L);
  private static final Instant START = Instant.parse("2001-01-01T00:00:00Z");

  @Inject AgroalDataSource database;

  private OldFires old;

  @BeforeEach
  void fill() throws SQLException {
    old = new OldFires(database, "queue-index");
    old.add(JOB, START, 4_000, "SUCCEEDED", null, 1);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE fire SET next_attempt_at = '2199-01-01' WHERE namespace = 'queue-index'"
              + " AND scheduled_time < '2001-01-01 00:00:00.002'");
      statement.execute("ANALYZE TABLE fire");
    }
  }

  @AfterEach
  void clear() throws SQLException {
    old.clear();
  }

  @Test
  void theLatestThatIsDueIsTheEndOfARangeOfTheIndex() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement explain =
            connection.prepareStatement("EXPLAIN " + FireStore.LATEST_DUE)) {
      Columns.bind(explain, 1, START);
      try (ResultSet plan = explain.executeQuery()) {
        assertThat(plan.next()).isTrue();
        assertThat(plan.getString("key")).isEqualTo("fire_queue");
        assertThat(plan.getString("type")).isEqualTo("range");
        assertThat(String.valueOf(plan.getString("Extra"))).doesNotContain("filesort", "temporary");
      }
    }
  }
}
