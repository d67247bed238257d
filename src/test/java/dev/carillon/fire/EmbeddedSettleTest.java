package dev.carillon.fire;

import dev.carillon.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

class EmbeddedSettleTest extends SettleContract {

  @Override
  protected Connection connect() throws SQLException {
    return EmbeddedDatabase.connect();
  }

  @Override
  OptionalLong updates(Connection connection) {
    return OptionalLong.empty();
  }
}
