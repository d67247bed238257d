package dev.carillon.fire;

import dev.carillon.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;

class EmbeddedRecallTest extends RecallContract {

  @Override
  protected Connection connect() throws SQLException {
    return EmbeddedDatabase.connect();
  }
}
