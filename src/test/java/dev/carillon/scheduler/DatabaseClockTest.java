package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class DatabaseClockTest {

  @Inject DatabaseClock clock;
  @Inject AgroalDataSource database;

  @Test
  void theTestRunsWhereNeitherTheJvmNorTheSessionIsInUtc() throws SQLException {
    assertThat(TimeZone.getDefault().getRawOffset()).isNotZero();
    try (Connection connection = database.getConnection();
        ResultSet row =
            connection.createStatement().executeQuery("SELECT TIMEDIFF(NOW(), UTC_TIMESTAMP())")) {
      row.next();
      assertThat(row.getString(1)).isNotEqualTo("00:00:00");
    }
  }

  @Test
  void isNeverAheadOfTheDatabaseAndBehindByItsUncertaintyAtMost() throws SQLException {
    for (int i = 0; i < 200; i++) {
      Instant before = clock.instant();
      Instant database = databaseTime();
      assertThat(before).isBeforeOrEqualTo(database);
      Duration uncertainty = clock.uncertainty();
      assertThat(clock.instant().plus(uncertainty)).isAfterOrEqualTo(database);
    }
  }

  private Instant databaseTime() throws SQLException {
    try (Connection connection = database.getConnection();
        ResultSet row = connection.createStatement().executeQuery("SELECT UTC_TIMESTAMP(6)")) {
      row.next();
      return row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
  }
}
