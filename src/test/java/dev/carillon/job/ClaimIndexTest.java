package dev.carillon.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.fire.Columns;
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

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class ClaimIndexTest {

  private static final int JOBS = 100_000;
  private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
  private static final String NAMESPACE = "claim-index";

  @Inject AgroalDataSource database;

  @BeforeEach
  void fill() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO job (uid, namespace, id, format, labels, trigger_spec, trigger_set_at,
                  target, policies, state, next_run_time, version, in_flight, fire_count,
                  success_count, failure_count, missed_count, skipped_count, cancelled_count,
                  created_at, updated_at)
                VALUES (?, ?, ?, 1, '{}', '{}', ?, '{}', '{}', 'ENABLED', ?, 1, 0, 0, 0, 0, 0, 0, 0,
                  ?, ?)""")) {
      connection.setAutoCommit(false);
      for (int i = 0; i < JOBS; i++) {
        Columns.bind(insert, 1, UUID.randomUUID());
        insert.setString(2, NAMESPACE);
        insert.setString(3, "job-" + i);
        Columns.bind(insert, 4, FAR);
        // Every third job has nothing planned, as in a table that has been used.
        Columns.bind(insert, 5, i % 3 == 0 ? null : FAR.plusSeconds(i));
        Columns.bind(insert, 6, FAR);
        Columns.bind(insert, 7, FAR);
        insert.addBatch();
        if (i % 2000 == 1999) {
          insert.executeBatch();
        }
      }
      connection.commit();
      connection.createStatement().execute("ANALYZE TABLE job");
    }
  }

  @AfterEach
  void clear() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection
          .createStatement()
          .executeUpdate("DELETE FROM job WHERE namespace = '" + NAMESPACE + "'");
    }
  }

  @Test
  void theClaimReadsItsIndexAndNothingElse() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement explain = connection.prepareStatement("EXPLAIN " + JobStore.LOCK_DUE)) {
      Columns.bind(explain, 1, FAR.plusSeconds(100));
      explain.setInt(2, 500);
      try (ResultSet plan = explain.executeQuery()) {
        assertThat(plan.next()).isTrue();
        assertThat(plan.getString("key")).isEqualTo("job_claim");
        assertThat(plan.getString("type")).isEqualTo("range");
        assertThat(plan.getString("Extra")).doesNotContain("filesort");
        // An estimate: of some pages of the index, not of the table.
        assertThat(plan.getLong("rows")).isLessThan(JOBS / 10);
        assertThat(plan.next()).isFalse();
      }
    }
  }
}
