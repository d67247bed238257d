package dev.carillon.fire;

import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class SettleTest extends SettleContract {

  @Inject AgroalDataSource database;

  @Override
  protected Connection connect() throws SQLException {
    return database.getConnection();
  }

  @Override
  OptionalLong updates(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW SESSION STATUS LIKE 'Com_update%'")) {
      long updates = 0;
      while (row.next()) {
        updates += row.getLong(2);
      }
      return OptionalLong.of(updates);
    }
  }
}
