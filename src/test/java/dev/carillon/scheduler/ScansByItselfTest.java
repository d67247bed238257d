package dev.carillon.scheduler;

import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import dev.carillon.testing.Sql;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A running process mends without being asked, again and again. */
@QuarkusTest
@TestProfile(ScansByItselfTest.Often.class)
@QuarkusTestResource(RealParts.class)
class ScansByItselfTest {

  /** Scans all the time. */
  public static final class Often implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("carillon.scheduler.scan-interval", "100ms");
    }
  }

  @Inject AgroalDataSource database;

  private final Application application = new Application("by-itself");

  @Test
  void againAndAgain() throws SQLException {
    application.put(
        "damaged",
        "\"at 2100-01-01T00:00:00Z\"",
        "{\"type\": \"http\", \"url\": \"http://127.0.0.1:9/\"}");
    for (int round = 0; round < 2; round++) {
      new Sql(database)
          .update(
              "UPDATE job SET next_run_time = NULL WHERE namespace = ?", application.namespace());

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> application.job("damaged").has("nextRunTime"));
    }
    application.client().delete(application.path("damaged"));
  }
}
