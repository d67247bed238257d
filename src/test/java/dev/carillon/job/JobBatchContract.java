package dev.carillon.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.fire.Columns;
import dev.carillon.testing.UncommittedContract;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What claiming and settling write to a batch of jobs, on every database; nothing is committed. */
abstract class JobBatchContract extends UncommittedContract {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final String ODD = "'a' \"b\" \\ \\\\ \n\u0000\u0001 \u00e9 \ud83d\udd14 ]]";

  private final JobStore jobs = new JobStore();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000})
  void firesAreCounted(int size) throws SQLException {
    insert(size);
    List<JobTally> tallies = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      tallies.add(
          i % 2 == 0
              ? new JobTally(uid(i), 1, 2, 3, 4, 5, 6)
              : JobTally.nothing(uid(i)).plus(failed(i)));
    }

    assertThat(jobs.settle(connection, tallies)).isEmpty();

    String counts =
        "in_flight, success_count, failure_count, missed_count, cancelled_count, dead_letters,"
            + " consecutive_failures";
    assertThat(texts(uid(0), counts)).containsExactly("90", "1", "2", "3", "4", "6", "5");
    if (size > 1) {
      assertThat(texts(uid(size - 1), counts))
          .containsExactly("99", "0", "1", "0", "0", "-1", "11");
    }
  }

  @Test
  void jobsThatAreGoneAreNamedAndTheOthersCounted() throws SQLException {
    insert(3);
    List<JobTally> tallies = List.of(failed(0), failed(77), failed(1), failed(88), failed(2));

    assertThat(jobs.settle(connection, tallies)).containsExactlyInAnyOrder(uid(77), uid(88));
    assertThat(jobs.settle(connection, List.of(failed(77)))).containsExactly(uid(77));
    assertThat(jobs.settle(connection, List.of())).isEmpty();

    for (int i = 0; i < 3; i++) {
      assertThat(texts(uid(i), "in_flight, failure_count")).containsExactly("99", "1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aCounterThatIsFullRefuses(int size) throws SQLException {
    insert(size);
    update("success_count = " + Long.MAX_VALUE, uid(size - 1));
    List<JobTally> tallies = new ArrayList<>();
    List<JobAdvance> advances = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      tallies.add(new JobTally(uid(i), 1, 0, 0, 0, 0, 0));
      advances.add(new JobAdvance(uid(i), NOON, JobState.ENABLED, null, null, 1, 0, 0, 0, NOON));
    }

    assertRefused(() -> jobs.settle(connection, tallies));
    // Where it was a batch, the jobs before it were counted.
    update("in_flight = " + Integer.MAX_VALUE, uid(0));
    assertRefused(() -> jobs.advance(connection, advances));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000})
  void whatIsNotSaidStays(int size) throws SQLException {
    insert(size);
    List<JobAdvance> advances = new ArrayList<>();
    for (int i = size - 1; i >= 0; i--) {
      advances.add(new JobAdvance(uid(i), NOON, JobState.ENABLED, null, null, 0, 0, 0, 0, null));
    }

    jobs.advance(connection, advances);

    for (int i : new int[] {0, size - 1}) {
      assertThat(
              texts(
                  uid(i),
                  "state, state_reason, state_by, in_flight, fire_count, scheduled_count, waiting,"
                      + " missed_count, skipped_count"))
          .containsExactly("ENABLED", null, "alice", "100", "0", "0", "0", "0", "0");
      assertThat(times(uid(i)))
          .containsExactly(NOON, NOON.minusSeconds(3), null, NOON.minusSeconds(1));
    }
  }

  @Test
  void everythingThatIsSaidIsWritten() throws SQLException {
    insert(3);
    Instant late = Instant.parse("9999-12-31T23:59:59.999999Z");
    Instant early = Instant.parse("1969-12-31T23:59:59.000001Z");

    jobs.advance(
        connection,
        List.of(
            new JobAdvance(uid(2), late, JobState.ENABLED, "", early, 1, 1, 0, 0, early),
            new JobAdvance(uid(0), null, JobState.COMPLETED, ODD, NOON, 3, 2, 1L << 40, 7, NOON),
            new JobAdvance(
                uid(1), null, JobState.ERROR, "x".repeat(1024), NOON, 0, 0, 0, 1, null)));

    String columns =
        "state, state_reason, state_by, in_flight, fire_count, scheduled_count, waiting,"
            + " missed_count, skipped_count";
    assertThat(texts(uid(0), columns))
        .containsExactly(
            "COMPLETED", ODD, PauseService.CARILLON, "103", "3", "3", "2", "1099511627776", "7");
    assertThat(texts(uid(1), columns)).startsWith("ERROR", "x".repeat(1024));
    assertThat(texts(uid(2), columns)).startsWith("ENABLED", "");
    assertThat(times(uid(0))).containsExactly(null, NOON, null, NOON);
    assertThat(times(uid(1))).containsExactly(null, NOON, null, NOON.minusSeconds(1));
    assertThat(times(uid(2))).containsExactly(late, early, null, early);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aReasonThatDoesNotFitIsRefusedAndNeverCut(int size) throws SQLException {
    insert(size);
    List<JobAdvance> advances = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      advances.add(
          new JobAdvance(uid(i), null, JobState.ERROR, "x".repeat(1025), NOON, 0, 0, 0, 1, null));
    }

    assertRefused(() -> jobs.advance(connection, advances));
  }

  @Test
  void jobsAreReadOfWhichOthersWaitOrThatMayNotBeKept() throws SQLException {
    insert(5);
    String deleted =
        "state = 'COMPLETED', in_flight = 0, policies = '{\"onCompletion\":\"DELETE\"}'";
    update(deleted, uid(0));
    update("state = 'COMPLETED', in_flight = 0", uid(1));
    update(deleted + ", dead_letters = 1", uid(2));

    update("waiting = 2", uid(4));

    assertThat(jobs.withSequel(connection, List.of(uid(0), uid(1), uid(2), uid(3), uid(4))))
        .extracting(job -> job.uid)
        .containsExactlyInAnyOrder(uid(0), uid(4));
  }

  private interface Statements {
    void run() throws SQLException;
  }

  private static void assertRefused(Statements statements) {
    assertThatThrownBy(statements::run)
        .isInstanceOfSatisfying(
            SQLException.class, refused -> assertThat(refused.getSQLState()).startsWith("22"));
  }

  private static JobTally failed(int index) {
    return new JobTally(uid(index), 0, 1, 0, 0, 1, -1);
  }

  /** Uids on both sides of the sign. */
  private static UUID uid(int index) {
    return new UUID(0x7fff_ffff_ffff_ff00L + index, index);
  }

  private void insert(int size) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO job (uid, namespace, id, format, labels, trigger_spec, trigger_set_at,
              target, policies, state, next_run_time, version, in_flight, fire_count,
              success_count, failure_count, missed_count, skipped_count, cancelled_count,
              created_at, updated_at, state_by, state_changed_at, paused_until, last_fire_time,
              state_reason, consecutive_failures)
            VALUES (?, 'job-batch', ?, 1, '{}', '{}', ?, '{}', '{}', 'PAUSED', ?, 1, 100, 0, 0, 0,
              0, 0, 0, ?, ?, 'alice', ?, ?, ?, 'why', 10)""")) {
      for (int i = 0; i < size; i++) {
        Columns.bind(insert, 1, uid(i));
        insert.setString(2, "job-" + i);
        for (int column = 3; column <= 6; column++) {
          Columns.bind(insert, column, NOON);
        }
        Columns.bind(insert, 7, NOON.minusSeconds(3));
        Columns.bind(insert, 8, NOON.minusSeconds(2));
        Columns.bind(insert, 9, NOON.minusSeconds(1));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void update(String what, UUID uid) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE job SET " + what + " WHERE uid = ?")) {
      Columns.bind(update, 1, uid);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  private List<@Nullable String> texts(UUID uid, String columns) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT " + columns + " FROM job WHERE uid = ?")) {
      Columns.bind(query, 1, uid);
      try (ResultSet row = query.executeQuery()) {
        assertThat(row.next()).isTrue();
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          texts.add(row.getString(i));
        }
        return texts;
      }
    }
  }

  private List<@Nullable Instant> times(UUID uid) throws SQLException {
    String[] columns = {"next_run_time", "state_changed_at", "paused_until", "last_fire_time"};
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT " + String.join(", ", columns) + " FROM job WHERE uid = ?")) {
      Columns.bind(query, 1, uid);
      try (ResultSet row = query.executeQuery()) {
        assertThat(row.next()).isTrue();
        List<@Nullable Instant> times = new ArrayList<>();
        for (String column : columns) {
          times.add(Columns.instantOrNull(row, column));
        }
        return times;
      }
    }
  }
}
