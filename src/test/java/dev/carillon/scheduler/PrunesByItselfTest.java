package dev.carillon.scheduler;

import dev.carillon.testing.OldFires;
import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A running process prunes without being asked. */
@QuarkusTest
@TestProfile(PrunesByItselfTest.Often.class)
@QuarkusTestResource(RealParts.class)
class PrunesByItselfTest {

  /** Walks over the ledger all the time. */
  public static final class Often implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("carillon.history.prune-interval", "100ms");
    }
  }

  @Inject AgroalDataSource database;
  @Inject Clock clock;

  @AfterEach
  void clear() throws SQLException {
    new OldFires(database, "by-itself").clear();
  }

  @Test
  void againAndAgain() throws SQLException {
    OldFires old = new OldFires(database, "by-itself");
    for (int round = 0; round < 2; round++) {
      UUID uid = UUID.randomUUID();
      old.add(uid, clock.instant().minus(Duration.ofDays(8)), 3, "SUCCEEDED", null, 2);

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> old.count("fire", uid) + old.count("attempt", uid) == 0);
    }
  }
}
