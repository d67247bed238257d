package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Events;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.target.Delivery;
import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not written yet when the process stops. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class SettlerStopTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject SettlementWriter writer;
  @Inject LoopMetrics metrics;
  @Inject FailureJudge failures;
  @Inject DispatcherConfig dispatcher;
  @Inject Events events;
  @Inject DatabaseClock clock;
  @Inject AgroalDataSource database;

  private final CountDownLatch failed = new CountDownLatch(1);
  private final Fire fire = new Fire();
  private volatile boolean broken = true;
  private InFlight inFlight;
  private Settler settler;
  private Thread settling;

  /** Fails as it does without a database, for as long as the test says. */
  private final class BrokenTransactions extends Transactions {
    BrokenTransactions() {
      super(database);
    }

    @Override
    <T> T run(Work<T> work) throws SQLException {
      if (broken) {
        failed.countDown();
        throw new SQLException("broken by the test");
      }
      return super.run(work);
    }
  }

  /** The only outcome is taken from the queue, and cannot be written. */
  @BeforeEach
  void fail() throws InterruptedException {
    inFlight = new InFlight(dispatcher);
    settler =
        new Settler(
            new BrokenTransactions(),
            writer,
            metrics,
            failures,
            inFlight,
            new Agenda(),
            new Wakeup(),
            events,
            clock);
    settling = new Thread(settler::run);
    inFlight.start(fire());
    settler.add(new Claimed(fire, Definitions.once(NOON), 1), new Delivery.Accepted(204, null));
    settling.start();
    assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @AfterEach
  void forget() throws InterruptedException {
    settling.interrupt();
    settling.join(PATIENCE.toMillis());
  }

  @Test
  void anOutcomeThatCouldNotBeWrittenIsTriedAgain() throws InterruptedException {
    settler.stop(PATIENCE);
    broken = false;

    settling.join(PATIENCE.toMillis());

    assertThat(settling.isAlive()).isFalse();
    assertThat(inFlight.all()).doesNotContain(fire);
  }

  @Test
  void anOutcomeThatCannotBeWrittenDoesNotKeepTheProcess() throws InterruptedException {
    settler.stop(Duration.ofMillis(100));

    settling.join(PATIENCE.toMillis());

    assertThat(settling.isAlive()).isFalse();
    assertThat(inFlight.all()).as("its lease is given back").contains(fire);
  }

  private Fire fire() {
    fire.jobUid = UUID.randomUUID();
    fire.scheduledTime = NOON;
    fire.claimedAt = NOON;
    fire.startedAt = NOON;
    fire.nextAttemptAt = NOON;
    fire.namespace = "stops";
    fire.jobId = "job";
    fire.leaseOwner = "test";
    fire.state = FireState.RUNNING;
    fire.attempt = 1;
    return fire;
  }
}
