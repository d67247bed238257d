package dev.carillon.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MariaDbServerTest {

  private static final String DATABASE = "carillon_test_support";

  private MariaDbServer server;

  @BeforeAll
  void start() {
    server = MariaDbServer.create();
    server.createDatabase(DATABASE);
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void keepsCommittedRowsOverAKill() throws SQLException {
    assumeTrue(server.isKillable());
    execute("CREATE TABLE survivor (id INT PRIMARY KEY)");
    execute("INSERT INTO survivor VALUES (42)");

    server.kill();
    assertThatThrownBy(() -> server.connect(DATABASE)).isInstanceOf(SQLException.class);
    server.start();

    assertThat(query("SELECT id FROM survivor")).isEqualTo("42");
  }

  @Test
  void livesInAZoneThatIsNotUtc() throws SQLException {
    assumeTrue(server.isKillable());
    assertThat(query("SELECT CONCAT(@@global.time_zone, ' ', @@session.time_zone)"))
        .isEqualTo(MariaDbServer.TIME_ZONE + " " + MariaDbServer.TIME_ZONE);
  }

  @Test
  void emptiesADatabaseThatIsThere() throws SQLException {
    server.createDatabase("carillon_test_again");
    try (Connection connection = server.connect("carillon_test_again");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE leftover (id INT)");
    }
    server.createDatabase("carillon_test_again");
    assertThat(
            query(
                "SELECT COUNT(*) FROM information_schema.tables"
                    + " WHERE table_schema = 'carillon_test_again'"))
        .isEqualTo("0");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String query(String sql) throws SQLException {
    try (Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
