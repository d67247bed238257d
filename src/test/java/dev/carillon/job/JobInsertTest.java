package dev.carillon.job;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.junit.jupiter.api.Test;

/** Many rows are few statements. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class JobInsertTest {

  @Inject AgroalDataSource database;

  @Test
  void aHundredJobsAreOneStatement() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      long before = statements(connection);

      JobInsert.insert(connection, jobs(100));

      assertThat(statements(connection) - before).isEqualTo(1);
      connection.rollback();
    }
  }

  /** As the settings of the driver say, which are ignored where their names are not quite right. */
  @Test
  void aBatchOfTheDriverIsOneStatement() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement table = connection.createStatement()) {
      table.execute("CREATE TEMPORARY TABLE batch_of_driver (number INT)");
      long before = statements(connection);

      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO batch_of_driver (number) VALUES (?)")) {
        for (int i = 0; i < 10; i++) {
          insert.setInt(1, i);
          insert.addBatch();
        }
        insert.executeBatch();
      }

      assertThat(statements(connection) - before).isEqualTo(1);
      table.execute("DROP TEMPORARY TABLE batch_of_driver");
    }
  }

  private static long statements(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW SESSION STATUS LIKE 'Com_insert'")) {
      row.next();
      return row.getLong(2);
    }
  }

  private static List<Job> jobs(int count) {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Job job = new Job();
      job.uid = UuidVersion7Strategy.INSTANCE.generateUuid(null);
      job.namespace = "insert";
      job.id = "job-" + i;
      job.labels = "{}";
      job.trigger = "{}";
      job.triggerSetAt = Instant.EPOCH;
      job.target = "{}";
      job.policies = "{}";
      job.state = JobState.COMPLETED;
      job.createdAt = Instant.EPOCH;
      job.updatedAt = Instant.EPOCH;
      jobs.add(job);
    }
    return jobs;
  }
}
