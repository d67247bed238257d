package dev.carillon.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class RecallTest extends RecallContract {

  @Inject AgroalDataSource database;
  @Inject RecallStore store;

  @Override
  protected Connection connect() throws SQLException {
    return database.getConnection();
  }

  @Test
  void whileOneLooksOrAnnouncesNobodyElseLooks() throws SQLException {
    try (Connection one = connect();
        Connection other = connect()) {
      one.setAutoCommit(false);
      other.setAutoCommit(false);

      assertThat(store.lock(one)).isPresent();
      assertThat(store.lock(other)).isEmpty();
      one.rollback();

      store.announce(one, UUID.randomUUID());
      assertThat(store.lock(other)).isEmpty();
      one.rollback();
      assertThat(store.lock(other)).isPresent();
      other.rollback();
    }
  }
}
