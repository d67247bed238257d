package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireStore;
import dev.carillon.fire.HeldStore;
import dev.carillon.fire.RecallStore;
import dev.carillon.fire.Recalls;
import dev.carillon.job.JobStore;
import dev.carillon.scheduler.model.VirtualClock;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a process may start whose looks at the database take long; time passes in them alone. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
@TestProfile(LoopRests.class)
class SlowLookTest {

  private static final Duration STEP = Recalls.PERMIT.multipliedBy(2);

  @Inject Transactions transactions;
  @Inject SchedulerGate gate;
  @Inject HeldStore fires;
  @Inject RecallStore recalls;
  @Inject JobStore jobs;
  @Inject Messages messages;
  @Inject Receivers receivers;
  @Inject Dispatcher dispatcher;
  @Inject DispatcherConfig dispatching;
  @Inject Claimer claimer;
  @Inject QueueTaker queue;
  @Inject FireStore ledger;
  @Inject SchedulerConfig config;
  @Inject DatabaseClock clock;
  @Inject AgroalDataSource database;

  private final Application application = new Application("slow");
  private final Agenda agenda = new Agenda();
  private InFlight inFlight;
  private VirtualClock time;
  private Duration counting = Duration.ZERO;
  private Duration locking = Duration.ZERO;
  private Duration reading = Duration.ZERO;
  private Duration committing = Duration.ZERO;
  private PermitKeeper keeper;

  private final class SlowCounts extends RecallStore {
    @Override
    public OptionalLong lock(Connection connection) throws SQLException {
      OptionalLong count = super.lock(connection);
      pass(counting);
      return count;
    }
  }

  private final class SlowLocks extends HeldStore {
    @Override
    public Set<Fire> lockOurs(Connection connection, Collection<Fire> held) throws SQLException {
      Set<Fire> ours = super.lockOurs(connection, held);
      pass(locking);
      return ours;
    }
  }

  private final class SlowReads extends JobStore {
    @Override
    public Map<UUID, Long> versions(Connection connection, Collection<UUID> uids)
        throws SQLException {
      Map<UUID, Long> versions = super.versions(connection, uids);
      pass(reading);
      return versions;
    }
  }

  private final class SlowCommits extends Transactions {
    SlowCommits() {
      super(database);
    }

    @Override
    <T> T run(Work<T> work) throws SQLException {
      T result = super.run(work);
      pass(committing);
      return result;
    }
  }

  @BeforeEach
  void open() {
    time = new VirtualClock(clock.instant());
    inFlight = new InFlight(dispatching);
    keeper =
        new PermitKeeper(
            new SlowCommits(),
            gate,
            fires,
            new SlowCounts(),
            new HeldCheck(new SlowLocks(), new SlowReads(), time),
            agenda,
            new Starter(agenda, inFlight, messages, receivers, dispatcher, time, config),
            inFlight,
            new Wakeup(),
            config,
            time);
  }

  @AfterEach
  void forget() throws SQLException {
    application.forget(database);
  }

  @Test
  void thePermitCountsFromTheEndOfTheLook() throws SQLException {
    Instant begin = time.instant();
    hold("one");
    locking = STEP;
    reading = STEP;

    keeper.renew();

    Instant found = begin.plus(STEP).plus(STEP);
    assertThat(agenda.permit().until()).isEqualTo(StartPermit.from(found));
    assertThat(agenda.all()).allMatch(held -> agenda.permit().covers(held, found));
  }

  @Test
  void whileSomebodyTakesFiresBackItCountsFromBeforeTheJobsWereRead() throws SQLException {
    Instant begin = time.instant();
    hold("one");
    locking = STEP;
    reading = STEP;

    transactions.run(
        connection -> {
          assertThat(recalls.lock(connection)).isPresent();
          return keeper.renew();
        });

    assertThat(agenda.permit()).isEqualTo(StartPermit.NONE);
    assertThat(agenda.all())
        .extracting(Held::startableUntil)
        .containsExactly(StartPermit.from(begin.plus(STEP)));
  }

  @Test
  void aLookDuringWhichLeasesMayHaveEndedCountsFromItsBegin() throws SQLException {
    hold("one");
    Instant begin = time.instant();
    locking = half();

    keeper.renew();

    assertThat(agenda.permit().until()).isEqualTo(StartPermit.from(begin));
  }

  @Test
  void leasesAreTrustedForHalfOfOneSinceTheLookBefore() throws SQLException {
    hold("one");
    keeper.renew();
    pass(half().minus(Recalls.PERMIT));
    Instant begin = time.instant();
    counting = STEP;

    keeper.renew();

    assertThat(agenda.permit().until()).isEqualTo(StartPermit.from(begin));
  }

  @Test
  void whatIsDueForLongAndMayStillNotStartIsGivenBack() throws SQLException {
    hold("one", "locked");
    committing = STEP;
    Fire locked = fire("locked");

    keeper.renew();
    assertThat(agenda.size()).as("not for long").isEqualTo(2);

    pass(half());
    transactions.run(
        connection -> {
          assertThat(fires.lockOurs(connection, List.of(locked))).hasSize(1);
          return keeper.renew();
        });

    assertThat(agenda.all()).extracting(Held::fire).containsExactly(locked);
    assertThat(inFlight.all()).containsExactly(locked);
    JsonNode one = application.fires("one").get(0);
    assertThat(one.path("state").asText()).isEqualTo("PENDING");
    assertThat(one.path("nextAttemptAt").asText()).isEqualTo(one.path("scheduledTime").asText());
  }

  @Test
  void whatMayStartIsKept() throws SQLException {
    hold("one");
    pass(half().plus(STEP));
    keeper.renew();
    assertThat(agenda.size()).as("it may start").isEqualTo(1);
  }

  @Test
  void aClaimTellsWhenItHeldItsLocks() throws SQLException {
    put("due");
    Claim claim = claimer.claim(500);
    Instant claimed = fireOf(claim).claimedAt;
    assertThat(claim.lockedAt()).isAfter(claimed).isBefore(clock.instant());

    Fire fire = fireOf(claim);
    Instant over = clock.instant();
    transactions.run(
        connection -> {
          ledger.renew(connection, List.of(fire), over);
          return fire;
        });
    Claim taken = queue.take(500);
    assertThat(taken.lockedAt()).isAfter(fireOf(taken).claimedAt).isBefore(clock.instant());
  }

  private void hold(String... ids) throws SQLException {
    for (String id : ids) {
      put(id);
    }
    List<Claimed> claimed =
        claimer.claim(500).fires().stream()
            .filter(one -> one.fire().namespace.equals(application.namespace()))
            .toList();
    assertThat(claimed).hasSize(ids.length);
    claimed.forEach(one -> inFlight.hold(one.fire()));
    agenda.add(claimed, time.instant(), time.instant());
  }

  private void put(String id) {
    application.put(
        id,
        "{\"type\": \"date\", \"runDate\": \"2020-01-01T00:00:00Z\"}",
        "{\"type\": \"http\", \"url\": \"http://127.0.0.1:9/\"}");
  }

  private Fire fire(String id) {
    return agenda.all().stream()
        .map(Held::fire)
        .filter(fire -> fire.jobId.equals(id))
        .findFirst()
        .orElseThrow();
  }

  private Fire fireOf(Claim claim) {
    return claim.fires().stream()
        .map(Claimed::fire)
        .filter(fire -> fire.namespace.equals(application.namespace()))
        .findFirst()
        .orElseThrow();
  }

  private void pass(Duration span) {
    time.advance(span);
  }

  private Duration half() {
    return config.leaseDuration().dividedBy(2);
  }
}
