package dev.carillon.job;

import dev.carillon.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;

class EmbeddedJobBatchTest extends JobBatchContract {

  @Override
  protected Connection connect() throws SQLException {
    return EmbeddedDatabase.connect();
  }
}
