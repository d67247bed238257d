package dev.carillon.testing;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What holds on every database; each test has a transaction of its own, which is undone. */
public abstract class UncommittedContract {

  protected Connection connection;

  protected abstract Connection connect() throws SQLException;

  @BeforeEach
  protected void begin() throws SQLException {
    connection = connect();
    connection.setAutoCommit(false);
  }

  @AfterEach
  protected void end() throws SQLException {
    connection.rollback();
    connection.close();
  }
}
