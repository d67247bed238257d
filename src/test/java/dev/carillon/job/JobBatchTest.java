package dev.carillon.job;

import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class JobBatchTest extends JobBatchContract {

  @Inject AgroalDataSource database;

  @Override
  protected Connection connect() throws SQLException {
    return database.getConnection();
  }
}
