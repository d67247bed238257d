package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.fire.Fire;
import dev.carillon.fire.GivenBack;
import dev.carillon.fire.HeldStore;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import dev.carillon.testing.Sql;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A pod recognizes its own lease of a fire, and no other. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
@TestProfile(LoopRests.class)
class HeldStoreTest {

  @Inject Claimer claimer;
  @Inject HeldStore store;
  @Inject Transactions transactions;
  @Inject AgroalDataSource database;

  private final Application application = new Application("lease");

  @Test
  void aFireThatWasClaimedAnewIsAnotherOne() throws SQLException {
    Fire before = claim("anew");
    Fire after = claimedLater(before);

    assertThat(ours(before, after)).containsExactly(after);
    assertThat(ours(before)).isEmpty();
  }

  @Test
  void whatWasClaimedAnewIsNotGivenBackByTheEarlierClaim() throws SQLException {
    Fire before = claim("kept");
    Fire after = claimedLater(before);

    giveBack(before);
    assertThat(ours(after)).containsExactly(after);

    giveBack(after);
    assertThat(ours(after)).isEmpty();
    assertThat(application.fires("kept").get(0).path("state").asText()).isEqualTo("PENDING");
    assertThat(application.fires("kept").get(0).path("attempt").asInt()).isZero();
  }

  @Test
  void aRowThatSomebodyHasLockedIsLeftOut() throws SQLException {
    Fire fire = claim("locked");

    Set<Fire> seen =
        transactions.run(
            connection -> {
              assertThat(store.lockOurs(connection, List.of(fire))).containsExactly(fire);
              return transactions.run(other -> store.lockOurs(other, List.of(fire)));
            });

    assertThat(seen).isEmpty();
    assertThat(ours(fire)).containsExactly(fire);
  }

  private Fire claim(String id) throws SQLException {
    application.put(
        id,
        "{\"type\": \"date\", \"runDate\": \"2020-01-01T00:00:00Z\"}",
        "{\"type\": \"http\", \"url\": \"http://127.0.0.1:9/\"}");
    return claimer.claim(500).fires().stream()
        .map(Claimed::fire)
        .filter(fire -> fire.namespace.equals(application.namespace()))
        .filter(fire -> fire.jobId.equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** The same fire as another claim of the same process would have written it. */
  private Fire claimedLater(Fire before) throws SQLException {
    Instant later = before.claimedAt.plusMillis(1);
    new Sql(database)
        .update(
            "UPDATE fire SET claimed_at = ? WHERE namespace = ? AND job_id = ?",
            later,
            before.namespace,
            before.jobId);
    Fire after = new Fire();
    after.jobUid = before.jobUid;
    after.scheduledTime = before.scheduledTime;
    after.state = before.state;
    after.attempt = before.attempt;
    after.leaseOwner = before.leaseOwner;
    after.claimedAt = later;
    return after;
  }

  private Set<Fire> ours(Fire... fires) throws SQLException {
    return transactions.run(connection -> store.ours(connection, List.of(fires)));
  }

  private void giveBack(Fire fire) throws SQLException {
    transactions.run(
        connection -> {
          store.giveBack(connection, List.of(new GivenBack(fire, fire.claimedAt, null)));
          return fire;
        });
  }
}
