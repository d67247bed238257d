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
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statements that look for what is to be pruned go along the primary key. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class HistoryIndexTest {

  private static final int JOBS = 20;
  private static final int ROWS = 1000;
  private static final Instant START = Instant.parse("2001-01-01T00:00:00Z");

  @Inject AgroalDataSource database;

  private OldFires old;

  @BeforeEach
  void fill() throws SQLException {
    old = new OldFires(database, "history-index");
    for (int i = 0; i < JOBS; i++) {
      old.add(uid(i), START, ROWS, "SUCCEEDED", null, 1);
    }
    try (Connection connection = database.getConnection()) {
      connection.createStatement().execute("ANALYZE TABLE fire");
    }
  }

  @AfterEach
  void clear() throws SQLException {
    old.clear();
  }

  @Test
  void theRowsOfAJobAreARangeOfThePrimaryKey() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement explain = connection.prepareStatement("EXPLAIN " + HistoryStore.READ)) {
      Columns.bind(explain, 1, uid(7));
      Columns.bind(explain, 2, START);
      Columns.bind(explain, 3, START.plusSeconds(1));
      explain.setInt(4, 1000);
      assertRangeOfPrimaryKey(explain);
    }
  }

  @Test
  void theNextJobIsTheBeginningOfARangeOfThePrimaryKey() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement explain =
            connection.prepareStatement("EXPLAIN " + HistoryStore.NEXT_JOB)) {
      Columns.bind(explain, 1, uid(7));
      assertRangeOfPrimaryKey(explain);
    }
  }

  @Test
  void theNextJobIsFoundWithoutReadingTheRowsInBetween() throws SQLException {
    try (Connection connection = database.getConnection()) {
      long before = rowsRead(connection);
      assertThat(new HistoryStore().nextJob(connection, uid(7)))
          .hasValueSatisfying(job -> assertThat(job.jobUid()).isEqualTo(uid(8)));
      assertThat(rowsRead(connection) - before).isLessThan(50);
    }
  }

  /** Rows that this session has asked the storage engine for. */
  private static long rowsRead(Connection connection) throws SQLException {
    try (ResultSet row =
        connection
            .createStatement()
            .executeQuery("SHOW SESSION STATUS WHERE Variable_name LIKE 'Handler_read%'")) {
      long sum = 0;
      while (row.next()) {
        sum += row.getLong(2);
      }
      return sum;
    }
  }

  private static void assertRangeOfPrimaryKey(PreparedStatement explain) throws SQLException {
    try (ResultSet plan = explain.executeQuery()) {
      assertThat(plan.next()).isTrue();
      assertThat(plan.getString("key")).isEqualTo("PRIMARY");
      assertThat(plan.getString("type")).isEqualTo("range");
      assertThat(String.valueOf(plan.getString("Extra"))).doesNotContain("filesort", "temporary");
      assertThat(plan.next()).isFalse();
    }
  }

  /** Beyond the uids of real jobs, which begin with the time. */
  private static UUID uid(int i) {
    return new UUID(0xffff_0000_0000_7000L, 0x8000_0000_0000_0000L + i);
  }
}
