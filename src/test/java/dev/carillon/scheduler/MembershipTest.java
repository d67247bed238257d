package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import dev.carillon.testing.Sql;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows and heartbeats of processes, and the outages that are seen from them. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
@TestProfile(LoopRests.class)
class MembershipTest {

  private static final String OUTAGES = "SELECT COUNT(*) FROM outage";
  private static final int ROUNDS = 5;

  @Inject Transactions transactions;
  @Inject SchedulerStore schedulers;
  @Inject PodStore pods;
  @Inject OutageStore outages;
  @Inject DatabaseClock clock;
  @Inject SchedulerService service;
  @Inject AgroalDataSource database;

  private final LoopState loop = new LoopState();
  private Sql sql;

  @BeforeEach
  void enter() throws SQLException {
    sql = new Sql(database);
    process("first", Duration.ofSeconds(10)).enter();
  }

  @Test
  void processesThatStartTogetherNoteOneOutage() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      long before = sql.number(OUTAGES);
      Instant heartbeat = standStill();

      startTogether("a-" + round, "b-" + round);

      assertThat(sql.number(OUTAGES)).isEqualTo(before + 1);
      Outage outage = latest();
      assertThat(outage.startedAt()).isEqualTo(heartbeat);
      assertThat(outage.endedAt()).isAfter(heartbeat.plus(Duration.ofMinutes(59)));
      assertThat(service.state().outage()).isEqualTo(outage);
    }
  }

  @Test
  void outagesAreListedLatestFirstInPages() throws Exception {
    for (int i = 0; i < 3; i++) {
      standStill();
      process("pages", Duration.ofSeconds(10)).enter();
    }
    Application application = new Application("outages");
    List<Instant> starts = new ArrayList<>();
    String token = "";
    for (int page = 0; page < 3; page++) {
      JsonNode answer =
          Application.json(
              application.client().get("/v1/scheduler/outages?pageSize=1&pageToken=" + token));
      assertThat(answer.path("outages")).hasSize(1);
      JsonNode outage = answer.at("/outages/0");
      starts.add(Instant.parse(outage.path("startedAt").asText()));
      assertThat(Duration.parse(outage.path("duration").asText()))
          .isEqualTo(
              Duration.between(
                  Instant.parse(outage.path("startedAt").asText()),
                  Instant.parse(outage.path("endedAt").asText())));
      assertThat(outage.path("due").asLong()).isZero();
      token = answer.path("nextPageToken").asText();
    }

    assertThat(starts)
        .isEqualTo(
            service.outages(Long.MAX_VALUE, 3).stream()
                .map(report -> report.outage().startedAt())
                .toList());
  }

  @Test
  void theFirstStartOnAnEmptyDatabaseIsNoOutage() throws SQLException {
    long before = sql.number(OUTAGES);
    sql.update("DELETE FROM pod");

    process("newcomer", Duration.ofSeconds(10)).enter();

    assertThat(sql.number(OUTAGES)).isEqualTo(before);
    assertThat(member("newcomer")).isPresent();
  }

  @Test
  void aProcessThatStartsBesideAnotherNotesNone() throws SQLException {
    long before = sql.number(OUTAGES);

    process("second", Duration.ofSeconds(10)).enter();

    assertThat(sql.number(OUTAGES)).isEqualTo(before);
  }

  @Test
  void aProcessThatWasAwayDoesNotBeatButEntersAgainAndSeesTheOutage() throws SQLException {
    // Away whenever its latest heartbeat is older than a millisecond.
    Membership away = process("away", Duration.ofMillis(1));
    away.enter();
    long before = sql.number(OUTAGES);
    Instant heartbeat = standStill();

    away.beat();
    assertThat(member("away").orElseThrow().heartbeatAt()).isEqualTo(heartbeat);
    away.enterAgainIfAway();

    assertThat(member("away").orElseThrow().heartbeatAt()).isEqualTo(latest().endedAt());
    assertThat(sql.number(OUTAGES)).isEqualTo(before + 1);
    assertThat(latest().startedAt()).isEqualTo(heartbeat);
  }

  @Test
  void anOutageAfterWhoseEndNobodyWorkedGoesOn() throws SQLException {
    standStill();
    process("crashed", Duration.ofSeconds(10)).enter();
    Outage first = latest();
    long before = sql.number(OUTAGES);
    // It ended half an hour ago, and the process that noted it died at once.
    Instant end = first.endedAt().minus(Duration.ofMinutes(30));
    sql.update("UPDATE outage SET ended_at = ? WHERE id = ?", end, first.id());
    sql.update("UPDATE scheduler SET outage_ended_at = ?", end);
    sql.update("UPDATE pod SET heartbeat_at = ?", end);

    process("next", Duration.ofSeconds(10)).enter();

    assertThat(sql.number(OUTAGES)).isEqualTo(before);
    assertThat(latest().id()).isEqualTo(first.id());
    assertThat(latest().startedAt()).isEqualTo(first.startedAt());
    assertThat(latest().endedAt()).isAfter(first.endedAt());
    assertThat(service.state().outage()).isEqualTo(latest());
  }

  @Test
  void onlyAProcessWhoseLoopTurnsTellsThatItIsAtWork() throws SQLException {
    Membership process = process("turning", Duration.ofSeconds(10));
    process.enter();
    Instant entered = member("turning").orElseThrow().heartbeatAt();

    loop.failed(new IllegalStateException("for a test"));
    process.beat();
    assertThat(member("turning").orElseThrow().heartbeatAt()).isEqualTo(entered);

    loop.turned();
    process.beat();
    Instant beaten = member("turning").orElseThrow().heartbeatAt();
    assertThat(beaten).isAfter(entered);

    loop.stop();
    process.beat();
    process.leave();
    Member gone = member("turning").orElseThrow();
    assertThat(gone.heartbeatAt()).isEqualTo(beaten);
    assertThat(gone.stoppedAt()).isAfterOrEqualTo(beaten);
  }

  @Test
  void whoeverEntersForgetsTheProcessesOfTheDayBefore() throws SQLException {
    process("old", Duration.ofSeconds(10)).enter();
    process("recent", Duration.ofSeconds(10)).enter();
    sql.update(
        "UPDATE pod SET heartbeat_at = TIMESTAMPADD(HOUR, -25, heartbeat_at) WHERE id LIKE 'old-%'");
    sql.update(
        "UPDATE pod SET heartbeat_at = TIMESTAMPADD(HOUR, -23, heartbeat_at)"
            + " WHERE id LIKE 'recent-%'");

    process("tidy", Duration.ofSeconds(10)).enter();

    assertThat(member("old")).isEmpty();
    assertThat(member("recent")).isPresent();
  }

  private void startTogether(String... names) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(names.length);
    ExecutorService threads = Executors.newFixedThreadPool(names.length);
    try {
      List<Future<Boolean>> starts = new ArrayList<>();
      for (String name : names) {
        Membership process = process(name, Duration.ofSeconds(10));
        Callable<Boolean> start =
            () -> {
              barrier.await();
              process.enter();
              return true;
            };
        starts.add(threads.submit(start));
      }
      for (Future<Boolean> start : starts) {
        assertThat(start.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** An hour has gone by since any process was at work. */
  private Instant standStill() throws SQLException {
    Instant heartbeat = clock.instant().minus(Duration.ofHours(1));
    sql.update("UPDATE pod SET heartbeat_at = ?", heartbeat);
    return heartbeat;
  }

  private Outage latest() throws SQLException {
    return service.outages(Long.MAX_VALUE, 1).get(0).outage();
  }

  private Optional<Member> member(String name) throws SQLException {
    return service.members(1000).stream()
        .filter(member -> member.podId().startsWith(name + "-"))
        .findFirst();
  }

  private Membership process(String name, Duration outageThreshold) {
    return new Membership(
        transactions,
        schedulers,
        pods,
        outages,
        loop,
        clock,
        new Settings(outageThreshold),
        new Pod(Optional.of(name)));
  }

  /** Defaults, but for the threshold. */
  private record Settings(Duration outageThreshold) implements SchedulerConfig {

    @Override
    public Duration maxSleep() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration lookAhead() {
      return Duration.ofSeconds(1);
    }

    @Override
    public int maxHeld() {
      return 20_000;
    }

    @Override
    public int batchSize() {
      return 500;
    }

    @Override
    public Duration leaseDuration() {
      return Duration.ofSeconds(15);
    }

    @Override
    public boolean startPaused() {
      return false;
    }
  }
}
