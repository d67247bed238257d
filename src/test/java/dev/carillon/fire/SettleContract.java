package dev.carillon.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.testing.UncommittedContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What settling a batch of fires writes, on every database; nothing is committed. */
abstract class SettleContract extends UncommittedContract {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final String POD = "pod \"a\" \\ 'b' \u00e9";
  private static final String ODD =
      "'quoted' \"twice\" \\ \\\\ %_ ? {\"a\":[1,null]} \n\t\u0000\u0001\u001f\u007f \u2028 \u00e9 \ud83d\udd14 ]]";

  private final FireStore fires = new FireStore();
  private final UUID job = new UUID(0x8000_0000_0000_0001L, -2);

  /** How many updates the connection has made so far, if the database tells. */
  abstract OptionalLong updates(Connection connection) throws SQLException;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000})
  void aWholeBatchIsTheCallers(int size) throws SQLException {
    List<Fire> batch = inserted(size);
    batch.forEach(SettleContract::succeed);
    OptionalLong before = updates(connection);

    assertThat(fires.settle(connection, batch)).isEqualTo(Collections.nCopies(size, true));

    // One for each part that fits a statement. Otherwise the batch has failed, and it went one by
    // one.
    assertThat(updates(connection).orElse(0) - before.orElse(0)).isBetween(0L, 6L);

    for (Fire fire : batch) {
      assertThat(texts(fire)).startsWith("SUCCEEDED", null, "200", ODD, null, null, "0");
    }
  }

  @Test
  void whoeverHasTheLeaseElsewhereIsLeftAlone() throws SQLException {
    List<Fire> batch = inserted(6);
    batch.forEach(SettleContract::succeed);
    change(batch.get(1), "lease_owner = 'another'");
    change(batch.get(2), "attempt = 2");
    change(batch.get(3), "state = 'CANCELLED'");
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO lane (name) VALUES ('before the batch')");
    }
    Fire gone = fire(99);
    succeed(gone);
    batch.add(gone);

    assertThat(fires.settle(connection, batch))
        .containsExactly(true, false, false, false, true, true, false);

    assertThat(texts(batch.get(0))).startsWith("SUCCEEDED");
    assertThat(texts(batch.get(1))).startsWith("RUNNING", "2026-03-01 12:00:15.123456", null);
    assertThat(texts(batch.get(2))).startsWith("RUNNING", "2026-03-01 12:00:15.123456", null);
    assertThat(texts(batch.get(3))).startsWith("CANCELLED", "2026-03-01 12:00:15.123456", null);
    assertThat(texts(batch.get(5))).startsWith("SUCCEEDED");
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT name FROM lane WHERE holder_uid IS NULL")) {
      assertThat(row.next()).as("what the transaction did before").isTrue();
    }
  }

  /** Each condition on its own: together, one of them would hide that another one is missing. */
  @ParameterizedTest
  @ValueSource(strings = {"lease_owner = 'another'", "attempt = 2", "state = 'CANCELLED'"})
  void oneReasonIsEnoughToLeaveAFireAlone(String reason) throws SQLException {
    List<Fire> batch = inserted(3);
    batch.forEach(SettleContract::succeed);
    change(batch.get(1), reason);

    assertThat(fires.settle(connection, batch)).containsExactly(true, false, true);

    assertThat(texts(batch.get(1)).get(1)).isEqualTo("2026-03-01 12:00:15.123456");
    assertThat(fires.settle(connection, List.of(batch.get(1)))).containsExactly(false);
  }

  @Test
  void aFireIsSettledOnce() throws SQLException {
    List<Fire> batch = inserted(2);
    batch.forEach(SettleContract::succeed);
    batch.add(batch.get(1));

    assertThat(fires.settle(connection, batch)).containsExactly(true, true, false);
    assertThat(fires.settle(connection, batch)).containsOnly(false);
  }

  @Test
  void everyColumnIsWrittenAlsoWithNull() throws SQLException {
    List<Fire> batch = inserted(3);
    for (Fire fire : batch) {
      change(fire, "response_status = 7, response = 'x', error = 'y', dead_letter = 'SENT'");
    }
    Fire early = batch.get(0);
    early.state = FireState.FAILED;
    early.deadLetter = DeadLetterState.PENDING;
    early.error = ODD;
    early.response = "";
    early.responseStatus = -1;
    early.nextAttemptAt = Instant.parse("9999-12-31T23:59:59.999999Z");
    early.startedAt = Instant.parse("1969-12-31T23:59:59.999999Z");
    early.firstStartedAt = Instant.parse("1001-01-01T00:00:00.000001Z");
    early.finishedAt = Instant.parse("9001-02-03T04:05:06.070809Z");
    Fire bare = batch.get(1);
    bare.state = FireState.RETRYING;
    bare.startedAt = null;
    bare.firstStartedAt = null;
    bare.finishedAt = null;
    bare.nextAttemptAt = null;

    assertThat(fires.settle(connection, batch)).containsOnly(true);

    assertThat(texts(early))
        .containsExactly(
            "FAILED",
            "9999-12-31 23:59:59.999999",
            "-1",
            "",
            ODD,
            "PENDING",
            "0",
            "1969-12-31 23:59:59.999999",
            "1001-01-01 00:00:00.000001",
            "9001-02-03 04:05:06.070809");
    assertThat(texts(bare))
        .containsExactly("RETRYING", null, null, null, null, null, "0", null, null, null);
  }

  @Test
  void largeAnswersFitWhateverIsInThem() throws SQLException {
    List<Fire> batch = inserted(1000);
    String answer = "\ud83d\udd14\"\\\u0001".repeat(400);
    for (Fire fire : batch) {
      succeed(fire);
      fire.response = answer;
    }

    assertThat(fires.settle(connection, batch)).hasSize(1000).containsOnly(true);
    assertThat(texts(batch.get(0))).contains(answer);
    assertThat(texts(batch.get(999))).contains(answer);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatDoesNotFitIsRefusedAndNeverCut(int size) throws SQLException {
    List<Fire> batch = inserted(size);
    batch.get(size - 1).error = "x".repeat(513);

    assertThatThrownBy(() -> fires.settle(connection, batch))
        .isInstanceOfSatisfying(
            SQLException.class, refused -> assertThat(refused.getSQLState()).startsWith("22"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 1000})
  void rowsAreInsertedWhetherTheyShareTheirValuesOrNot(int size) throws SQLException {
    List<Fire> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Fire fire = fire(i);
      fire.startedAt = fire.scheduledTime;
      fire.firstStartedAt = NOON;
      fire.reason = ODD;
      batch.add(fire);
    }
    Fire other = batch.get(size - 1);
    other.state = FireState.MISSED;
    other.rule = Rule.JOB_ERROR;
    other.untilTime = NOON.plusSeconds(9);
    other.fireTimes = 1L << 40;
    other.attempt = 0;
    other.reason = null;
    other.nextAttemptAt = null;
    other.leaseOwner = null;
    other.startedAt = null;
    other.firstStartedAt = null;
    other.finishedAt = NOON;
    other.jobId = "other";
    other.lane = "a/b";

    fires.insert(connection, batch);

    for (Fire fire : batch) {
      boolean odd = fire == other;
      assertThat(inserted(fire))
          .containsExactly(
              "settle",
              odd ? "other" : ODD,
              odd ? null : ODD,
              odd ? null : POD,
              odd ? "JOB_ERROR" : null,
              odd ? "a/b" : null,
              odd ? "1099511627776" : "1",
              odd ? "0" : "1");
      assertThat(texts(fire)).startsWith(fire.state.name());
      assertThat(texts(fire).subList(7, 10))
          .containsExactly(
              odd ? null : UtcText.of(fire.scheduledTime),
              odd ? null : UtcText.of(NOON),
              odd ? UtcText.of(NOON) : null);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aFireThatWasDecidedIsRefusedWithItsBatch(int size) throws SQLException {
    List<Fire> batch = new ArrayList<>(inserted(size));
    batch.add(0, fire(98));

    assertThatThrownBy(() -> fires.insert(connection, batch))
        .isInstanceOfSatisfying(
            SQLException.class, refused -> assertThat(refused.getSQLState()).startsWith("23"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aReasonThatDoesNotFitIsRefusedAndNeverCut(int size) throws SQLException {
    List<Fire> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Fire fire = fire(i);
      fire.reason = "x".repeat(i == 1 ? 2 : 513);
      batch.add(fire);
    }

    assertThatThrownBy(() -> fires.insert(connection, batch))
        .isInstanceOfSatisfying(
            SQLException.class, refused -> assertThat(refused.getSQLState()).startsWith("22"));
  }

  private List<@Nullable String> inserted(Fire fire) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT namespace, job_id, reason, lease_owner, rule, lane, fire_times, attempt"
                + " FROM fire WHERE job_uid = ? AND scheduled_time = ?")) {
      Columns.bind(query, 1, fire.jobUid);
      Columns.bind(query, 2, fire.scheduledTime);
      try (ResultSet row = query.executeQuery()) {
        assertThat(row.next()).isTrue();
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
          texts.add(row.getString(i));
        }
        return texts;
      }
    }
  }

  private static void succeed(Fire fire) {
    fire.state = FireState.SUCCEEDED;
    fire.nextAttemptAt = null;
    fire.finishedAt = NOON.plusSeconds(1);
    fire.responseStatus = 200;
    fire.response = ODD;
  }

  private List<Fire> inserted(int size) throws SQLException {
    List<Fire> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(fire(i));
    }
    fires.insert(connection, rows);
    return rows;
  }

  private Fire fire(int index) {
    Fire fire = new Fire();
    fire.jobUid = job;
    fire.scheduledTime = NOON.plusNanos(index * 1000L);
    fire.namespace = "settle";
    fire.jobId = ODD;
    fire.state = FireState.RUNNING;
    fire.attempt = 1;
    fire.leaseOwner = POD;
    fire.nextAttemptAt = NOON.plusSeconds(15);
    fire.claimedAt = NOON;
    return fire;
  }

  private void change(Fire fire, String what) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE fire SET " + what + " WHERE job_uid = ? AND scheduled_time = ?")) {
      Columns.bind(update, 1, fire.jobUid);
      Columns.bind(update, 2, fire.scheduledTime);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  private List<@Nullable String> texts(Fire fire) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT state, next_attempt_at, response_status, response, error, dead_letter,"
                + " dead_letter_attempt, started_at, first_started_at, finished_at FROM fire"
                + " WHERE job_uid = ? AND scheduled_time = ?")) {
      Columns.bind(query, 1, fire.jobUid);
      Columns.bind(query, 2, fire.scheduledTime);
      try (ResultSet row = query.executeQuery()) {
        assertThat(row.next()).isTrue();
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
          Instant instant =
              i == 2 || i > 7
                  ? Columns.instantOrNull(row, row.getMetaData().getColumnName(i))
                  : null;
          texts.add(instant == null ? row.getString(i) : UtcText.of(instant));
        }
        return texts;
      }
    }
  }
}
