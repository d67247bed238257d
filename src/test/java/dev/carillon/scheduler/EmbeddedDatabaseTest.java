package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.fire.Product;
import dev.carillon.job.Pause;
import dev.carillon.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statements on the tables of the whole scheduler, on the embedded database of dev mode. */
class EmbeddedDatabaseTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

  private Connection connection;

  @BeforeEach
  void migrate() throws SQLException {
    connection = EmbeddedDatabase.connect();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void theStateIsWrittenAndReadAndShared() throws SQLException {
    SchedulerStore store = new SchedulerStore();
    Instant until = NOON.plusSeconds(60);

    store.write(
        connection,
        store
            .lock(connection)
            .paused(new Pause("repair", "alice", until), NOON)
            .after(new Outage(3, NOON.minusSeconds(60), NOON)));

    SchedulerState state = store.share(connection);
    assertThat(state).isEqualTo(store.read(connection));
    assertThat(state.paused()).isTrue();
    assertThat(state.pausedUntil()).isEqualTo(until);
    assertThat(state.outage()).isEqualTo(new Outage(3, NOON.minusSeconds(60), NOON));
    assertThat(state.at(until).paused()).isFalse();
    assertThat(state.at(until).resumedAt()).isEqualTo(until);
    assertThat(state.at(until.minusNanos(1000))).isEqualTo(state);
  }

  @Test
  void aHeartbeatIsWrittenUnlessTheOneBeforeIsTooOld() throws SQLException {
    PodStore pods = new PodStore();
    Instant time = Product.of(connection).time(connection);
    pods.enter(connection, "fresh", time, time);
    pods.enter(connection, "stale", time, time.minusSeconds(60));
    pods.enter(connection, "stale", time, time.minusSeconds(30));

    assertThat(pods.beat(connection, "fresh", Duration.ofSeconds(10))).isTrue();
    assertThat(pods.beat(connection, "stale", Duration.ofSeconds(10))).isFalse();
    assertThat(pods.latestHeartbeat(connection)).isAfter(time);
    pods.stop(connection, "fresh");
    pods.forget(connection, time);
    assertThat(pods.list(connection, 10)).hasSize(1).allMatch(pod -> pod.stoppedAt() != null);
  }

  @Test
  void outagesAreCounted() throws SQLException {
    OutageStore outages = new OutageStore();
    outages.add(connection, new Outage(1, NOON, NOON.plusSeconds(60)), "pod");

    outages.count(connection, 1, new TreeMap<>(Map.of("DELIVERED", 1L, "COALESCED", 5L)));
    outages.count(connection, 1, new TreeMap<>(Map.of("DELIVERED", 2L)));

    assertThat(outages.latestId(connection)).isEqualTo(1);
    OutageReport report = outages.list(connection, Long.MAX_VALUE, 10).get(0);
    assertThat(report.byRule()).isEqualTo(Map.of("DELIVERED", 3L, "COALESCED", 5L));
    assertThat(report.due()).isEqualTo(8);
    assertThat(report.caughtUp()).isEqualTo(3);
  }
}
