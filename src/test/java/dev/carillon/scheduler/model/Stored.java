package dev.carillon.scheduler.model;

import static dev.carillon.fire.Columns.instant;
import static dev.carillon.fire.Columns.instantOrNull;
import static dev.carillon.fire.Columns.uuid;

import dev.carillon.fire.AttemptOutcome;
import dev.carillon.fire.FireKey;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that the database has of the jobs, read at once. */
public final class Stored {

  private final Map<UUID, String> jobs = new HashMap<>();
  private final Map<UUID, TreeMap<Instant, Row>> fires = new HashMap<>();
  private final Map<String, List<String>> attempts = new HashMap<>();
  private final Map<String, String> waits = new HashMap<>();
  private final Set<String> laneHolders = new TreeSet<>();

  /** Reads all rows. */
  public static Stored read(Connection connection) throws SQLException {
    Stored stored = new Stored();
    each(connection, "SELECT * FROM job", stored::readJob);
    each(connection, "SELECT * FROM fire", stored::readFire);
    each(
        connection,
        "SELECT * FROM attempt ORDER BY job_uid, scheduled_time, attempt",
        stored::readAttempt);
    each(
        connection,
        "SELECT * FROM waiting_fire",
        row -> stored.waits.put(fireId(row), row.getString("cause")));
    each(
        connection,
        "SELECT holder_uid AS job_uid, holder_time AS scheduled_time FROM lane",
        row -> stored.laneHolders.add(fireId(row)));
    return stored;
  }

  private interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private static void each(Connection connection, String query, Reader reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        reader.read(row);
      }
    }
  }

  /** A row of the ledger. */
  record Row(
      UUID uid,
      Instant time,
      @Nullable Instant untilTime,
      long fireTimes,
      FireState state,
      @Nullable Rule rule,
      int attempt,
      @Nullable Instant nextAttemptAt,
      @Nullable Instant startedAt,
      @Nullable Instant firstStartedAt,
      @Nullable Instant finishedAt,
      @Nullable String owner)
      implements Comparable<Row> {

    boolean covers(Instant instant) {
      return untilTime != null && !instant.isBefore(time) && !instant.isAfter(untilTime);
    }

    String describe(List<String> attempts, @Nullable String waits) {
      return Stored.describe(
          state,
          rule,
          attempt,
          nextAttemptAt,
          startedAt,
          firstStartedAt,
          finishedAt,
          state == FireState.RUNNING ? owner : null,
          attempts,
          waits);
    }

    @Override
    public int compareTo(Row other) {
      return time.compareTo(other.time);
    }
  }

  static String describe(
      FireState state,
      @Nullable Rule rule,
      int attempt,
      @Nullable Instant nextAttemptAt,
      @Nullable Instant startedAt,
      @Nullable Instant firstStartedAt,
      @Nullable Instant finishedAt,
      @Nullable String owner,
      List<String> attempts,
      @Nullable String waits) {
    return "%s %s attempt %d next %s started %s first %s finished %s by %s after %s waits for %s"
        .formatted(
            state,
            rule,
            attempt,
            nextAttemptAt,
            startedAt,
            firstStartedAt,
            finishedAt,
            owner,
            attempts,
            waits);
  }

  static String attempt(AttemptOutcome outcome, String pod, Instant started, Instant finished) {
    return outcome + " " + pod + " " + started + ".." + finished;
  }

  private void readJob(ResultSet row) throws SQLException {
    String text =
        ("%s next %s until %s last %s in flight %d waiting %d fired %d scheduled %d succeeded %d"
                + " failed %d missed %d skipped %d cancelled %d in a row %d")
            .formatted(
                row.getString("state"),
                instantOrNull(row, "next_run_time"),
                instantOrNull(row, "paused_until"),
                instantOrNull(row, "last_fire_time"),
                row.getInt("in_flight"),
                row.getInt("waiting"),
                row.getLong("fire_count"),
                row.getLong("scheduled_count"),
                row.getLong("success_count"),
                row.getLong("failure_count"),
                row.getLong("missed_count"),
                row.getLong("skipped_count"),
                row.getLong("cancelled_count"),
                row.getInt("consecutive_failures"));
    jobs.put(uuid(row, "uid"), text);
  }

  private void readFire(ResultSet row) throws SQLException {
    String rule = row.getString("rule");
    Row fire =
        new Row(
            uuid(row, "job_uid"),
            instant(row, "scheduled_time"),
            instantOrNull(row, "until_time"),
            row.getLong("fire_times"),
            FireState.valueOf(row.getString("state")),
            rule == null ? null : Rule.valueOf(rule),
            row.getInt("attempt"),
            instantOrNull(row, "next_attempt_at"),
            instantOrNull(row, "started_at"),
            instantOrNull(row, "first_started_at"),
            instantOrNull(row, "finished_at"),
            row.getString("lease_owner"));
    fires.computeIfAbsent(fire.uid(), uid -> new TreeMap<>()).put(fire.time(), fire);
  }

  private void readAttempt(ResultSet row) throws SQLException {
    List<String> list = attempts.computeIfAbsent(fireId(row), id -> new ArrayList<>());
    String text =
        attempt(
            AttemptOutcome.valueOf(row.getString("outcome")),
            row.getString("pod"),
            instant(row, "started_at"),
            instant(row, "finished_at"));
    list.add(row.getInt("attempt") == list.size() + 1 ? text : "gap before " + text);
  }

  private static String fireId(ResultSet row) throws SQLException {
    return new FireKey(uuid(row, "job_uid"), instant(row, "scheduled_time")).fireId();
  }

  @Nullable String job(UUID uid) {
    return jobs.get(uid);
  }

  NavigableMap<Instant, Row> fires(UUID uid) {
    return fires.getOrDefault(uid, new TreeMap<>());
  }

  List<String> attempts(String fireId) {
    return attempts.getOrDefault(fireId, List.of());
  }

  @Nullable String waits(String fireId) {
    return waits.get(fireId);
  }

  Set<String> laneHolders() {
    return laneHolders;
  }

  int waiting() {
    return waits.size();
  }

  /** How many fires have a row of their own and were delivered or are to be. */
  public long deliveries() {
    return fires.values().stream()
        .flatMap(rows -> rows.values().stream())
        .filter(row -> row.attempt() > 0)
        .count();
  }
}
