package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.fire.Columns;
import dev.carillon.fire.FireKey;
import dev.carillon.fire.FireState;
import dev.carillon.fire.HistoryRow;
import dev.carillon.fire.HistoryStore;
import dev.carillon.job.HistoryRules;
import dev.carillon.job.UnreadableJobException;
import dev.carillon.testing.Application;
import dev.carillon.testing.OldFires;
import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes from the ledger, what stays, and in how small pieces. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class LedgerWalkTest {

  private static final String FUTURE =
      "{\"type\": \"date\", \"runDate\": \"2037-01-01T00:00:00Z\"}";
  private static final String NOWHERE = "{\"type\": \"http\", \"url\": \"http://127.0.0.1:9/\"}";
  private static final Duration YEAR = Duration.ofDays(365);

  @Inject AgroalDataSource database;
  @Inject Transactions transactions;
  @Inject HistoryStore ledger;
  @Inject HistoryRules rules;
  @Inject Claimer claimer;
  @Inject Scheduler scheduler;
  @Inject Clock clock;

  private final Application application = new Application("history");
  private final List<String> jobs = new ArrayList<>();
  private OldFires old;

  @BeforeEach
  void pause() {
    scheduler.pause();
    old = new OldFires(database, application.namespace());
  }

  @AfterEach
  void clear() throws SQLException {
    jobs.forEach(id -> application.client().delete(application.path(id)));
    old.clear();
    scheduler.resume();
  }

  /** Members of the policies of job and namespace, and the days that are kept then. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // job                                          | namespace                       | days
        "                                               |                                 | 7 | 30",
        "'succeeded':'P2D','failed':'P4D'               |                                 | 2 | 4",
        "'succeeded':'P4D','failed':'P2D'               |                                 | 4 | 2",
        "                                               |'succeeded':'P3D','failed':'P9D' | 3 | 9",
        "'succeeded':'P2D','failed':'P4D'               |'succeeded':'P3D','failed':'P9D' | 2 | 4",
        "'succeeded':'P40D'                             |'succeeded':'P3D','failed':'P9D' | 40 | 9",
        "'failed':'P40D'                                |'succeeded':'P3D','failed':'P9D' | 3 | 40",
        "'succeeded':'P2D'                              |'failed':'P9D'                   | 2 | 9",
        "'failed':'P2D'                                 |'failed':'P9D'                   | 7 | 2",
        "deleted                                        |                                 | 7 | 30",
        "deleted                                        |'succeeded':'P3D','failed':'P9D' | 3 | 9",
        "deleted                                        |'failed':'P9D'                   | 7 | 9",
      })
  void whatHasBeenKeptForLongEnoughGoesAndNothingElse(
      @Nullable String job, @Nullable String namespace, int succeeded, int failed)
      throws SQLException {
    if (namespace != null) {
      setNamespace("{\"history\": {" + namespace.replace('\'', '"') + "}}");
    }
    UUID uid =
        "deleted".equals(job)
            ? UUID.randomUUID()
            : put("table", job == null ? "" : job.replace('\'', '"'));
    Instant currentTime = clock.instant();
    List<Row> rows = new ArrayList<>();
    for (int days : new int[] {2, 3, 4, 7, 9, 30, 40}) {
      for (Duration age : List.of(Duration.ofDays(days).minusHours(1), Duration.ofDays(days))) {
        for (Kind kind : Kind.all()) {
          Instant time = currentTime.minus(age).minusMillis(rows.size());
          old.add(uid, time, 1, kind.state.name(), kind.deadLetter, 2);
          rows.add(new Row(kind, time, age));
        }
      }
    }

    walk(plainWalk());

    for (Row row : rows) {
      int kept = row.kind.state == FireState.SUCCEEDED ? succeeded : failed;
      boolean stays = !row.kind.mayGo() || row.age.compareTo(Duration.ofDays(kept)) < 0;
      assertThat(exists("fire", uid, row.time)).as("%s", row).isEqualTo(stays);
      assertThat(exists("attempt", uid, row.time)).as("attempt of %s", row).isEqualTo(stays);
    }
  }

  @Test
  void fiveThousandRowsGoInTransactionsOfAtMostFiveHundred() throws SQLException {
    UUID uid = put("many", "\"succeeded\": \"P1D\"");
    old.add(uid, clock.instant().minus(YEAR), 5000, "SUCCEEDED", null, 1);
    Recording recording = new Recording(uid);

    walk(recording.walk());

    assertThat(old.count("fire", uid)).isZero();
    assertThat(recording.read).hasSize(6).allMatch(rows -> rows <= 1000);
    assertThat(recording.deleted).hasSize(10).containsOnly(500L);
    assertThat(recording.transactionsOfDeletes).doesNotHaveDuplicates();
  }

  @Test
  void theAttemptsOfAFireCountToo() throws SQLException {
    UUID uid = put("attempts", "\"failed\": \"P1D\"");
    old.add(uid, clock.instant().minus(YEAR), 120, "FAILED", null, 10);
    Recording recording = new Recording(uid);

    walk(recording.walk());

    assertThat(old.count("fire", uid)).isZero();
    assertThat(old.count("attempt", uid)).isZero();
    assertThat(recording.deleted).containsExactly(500L, 500L, 200L);
    assertThat(recording.transactionsOfDeletes).doesNotHaveDuplicates();
  }

  @Test
  void rowsYoungerThanTheShortestRetentionAreNotRead() throws SQLException {
    UUID uid = put("young", "\"succeeded\": \"P2D\", \"failed\": \"P9D\"");
    Instant currentTime = clock.instant();
    old.add(uid, currentTime.minus(Duration.ofDays(1)), 3000, "SUCCEEDED", null, 1);
    old.add(uid, currentTime.minus(Duration.ofDays(3)), 7, "FAILED", null, 1);
    Recording recording = new Recording(uid);

    walk(recording.walk());

    assertThat(recording.read).containsExactly(7);
    assertThat(recording.deleted).isEmpty();
    assertThat(old.count("fire", uid)).isEqualTo(3007);
  }

  @Test
  void aStepIsBoundedAlsoOverManySmallJobs() throws SQLException {
    List<UUID> small = Stream.generate(UUID::randomUUID).limit(50).toList();
    for (UUID uid : small) {
      old.add(uid, clock.instant().minus(YEAR), 1, "SUCCEEDED", null, 1);
    }
    List<Integer> looked = new ArrayList<>();
    int[] transactionsOfStep = new int[1];
    LedgerWalk walk =
        new LedgerWalk(
            new Transactions(database) {
              @Override
              <T> T run(Work<T> work) throws SQLException {
                transactionsOfStep[0]++;
                return super.run(work);
              }
            },
            ledger,
            rules,
            clock);

    boolean more = true;
    while (more) {
      transactionsOfStep[0] = 0;
      more = walk.step();
      looked.add(transactionsOfStep[0]);
    }

    // Each job is found, asked, read and pruned.
    assertThat(looked).hasSizeGreaterThanOrEqualTo(3).allMatch(count -> count <= 20 * 4);
    for (UUID uid : small) {
      assertThat(old.count("fire", uid)).isZero();
    }
  }

  @Test
  void aClaimOfTheJobCommitsWhileItsRowsAreBeingDeleted() throws SQLException {
    UUID uid = put("claimed", "");
    Instant longAgo = clock.instant().minus(YEAR);
    old.add(uid, longAgo, 100, "SUCCEEDED", null, 2);
    dueNow(uid);

    try (Connection pruning = database.getConnection()) {
      pruning.setAutoCommit(false);
      List<HistoryRow> rows =
          ledger.read(pruning, uid, longAgo.minusSeconds(1), longAgo.plusSeconds(1), 500);
      ledger.delete(pruning, rows);
      assertThat(OldFires.count(pruning, "fire", uid)).isZero();

      List<Claimed> claimed =
          claimer.claim(500).fires().stream().filter(c -> c.fire().jobUid.equals(uid)).toList();

      assertThat(claimed).hasSize(1);
      assertThat(exists("fire", uid, claimed.get(0).fire().scheduledTime)).isTrue();
      pruning.commit();
    }
    assertThat(old.count("fire", uid)).isEqualTo(1);
  }

  @Test
  void thePrunerWaitsForNobodyWhoHoldsTheJob() throws SQLException {
    UUID uid = put("held", "");
    Instant currentTime = clock.instant();
    old.add(uid, currentTime.minus(YEAR), 100, "SUCCEEDED", null, 1);
    old.add(uid, currentTime, 1, "RUNNING", null, 1);

    try (Connection claiming = database.getConnection();
        PreparedStatement job =
            claiming.prepareStatement("UPDATE job SET in_flight = 1 WHERE uid = ?");
        PreparedStatement fire =
            claiming.prepareStatement(
                "UPDATE fire SET attempt = 2 WHERE job_uid = ? AND state = 'RUNNING'")) {
      claiming.setAutoCommit(false);
      Columns.bind(job, 1, uid);
      Columns.bind(fire, 1, uid);
      assertThat(job.executeUpdate()).isEqualTo(1);
      assertThat(fire.executeUpdate()).isEqualTo(1);

      walk(plainWalk());

      assertThat(old.count("fire", uid)).isEqualTo(1);
      claiming.rollback();
    }
  }

  @Test
  void aRowThatHasChangedSinceItWasReadStaysWithItsAttempts() throws SQLException {
    UUID uid = UUID.randomUUID();
    Instant time = clock.instant().minus(YEAR);
    old.add(uid, time, 1, "RETRYING", null, 3);
    HistoryRow asItWas = new HistoryRow(new FireKey(uid, time), FireState.FAILED, time, false, 3);

    transactions.run(
        connection -> {
          ledger.delete(connection, List.of(asItWas));
          return uid;
        });

    assertThat(old.count("fire", uid)).isEqualTo(1);
    assertThat(old.count("attempt", uid)).isEqualTo(2);
  }

  @Test
  void twoAtOnceAreHarmless() throws Exception {
    UUID uid = put("twice", "");
    Instant currentTime = clock.instant();
    old.add(uid, currentTime.minus(YEAR), 4000, "SUCCEEDED", null, 2);
    old.add(uid, currentTime, 10, "SUCCEEDED", null, 2);
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> pods = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        pods.add(
            threads.submit(
                () -> {
                  start.await();
                  walk(plainWalk());
                  return uid;
                }));
      }
      for (Future<?> pod : pods) {
        pod.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(old.count("fire", uid)).isEqualTo(10);
    assertThat(old.count("attempt", uid)).isEqualTo(10);
  }

  @Test
  void theCountersOfTheJobSurvive() throws SQLException {
    UUID uid = put("counted", "");
    try (Connection connection = database.getConnection()) {
      connection
          .createStatement()
          .executeUpdate(
              "UPDATE job SET fire_count = 11, success_count = 7, failure_count = 4,"
                  + " missed_count = 3, skipped_count = 2, cancelled_count = 1,"
                  + " scheduled_count = 10, consecutive_failures = 1,"
                  + " last_fire_time = '2025-01-01 00:00:00' WHERE namespace = '"
                  + application.namespace()
                  + "' AND id = 'counted'");
    }
    old.add(uid, clock.instant().minus(YEAR), 7, "SUCCEEDED", null, 1);
    old.add(uid, clock.instant().minus(YEAR).plusSeconds(1), 4, "FAILED", null, 1);
    JsonNode before = application.job("counted");

    walk(plainWalk());

    assertThat(application.fires("counted")).isEmpty();
    assertThat(before.path("successCount").asInt()).isEqualTo(7);
    assertThat(application.job("counted")).isEqualTo(before);
  }

  @Test
  void aJobThatCannotBeReadKeepsItsRowsAndTheOthersArePruned() throws SQLException {
    UUID broken = put("broken", "");
    UUID whole = put("whole", "");
    try (Connection connection = database.getConnection()) {
      connection
          .createStatement()
          .executeUpdate(
              "UPDATE job SET policies = '{\"history\": 7}' WHERE id = 'broken' AND namespace = '"
                  + application.namespace()
                  + "'");
    }
    old.add(broken, clock.instant().minus(YEAR), 3, "SUCCEEDED", null, 1);
    old.add(whole, clock.instant().minus(YEAR), 3, "SUCCEEDED", null, 1);
    int failures = 0;
    LedgerWalk walk = plainWalk();

    boolean more = true;
    while (more) {
      try {
        more = walk.step();
      } catch (UnreadableJobException e) {
        failures++;
      }
    }

    assertThat(failures).isEqualTo(1);
    assertThat(old.count("fire", broken)).isEqualTo(3);
    assertThat(old.count("fire", whole)).isZero();
  }

  private LedgerWalk plainWalk() {
    return new LedgerWalk(transactions, ledger, rules, clock);
  }

  private static void walk(LedgerWalk walk) throws SQLException {
    boolean more = true;
    while (more) {
      more = walk.step();
    }
  }

  private UUID put(String id, String history) {
    jobs.add(id);
    JsonNode job = application.put(id, FUTURE, NOWHERE, "\"history\": {" + history + "}");
    return UUID.fromString(job.path("uid").asText());
  }

  private void setNamespace(String settings) {
    var answer = application.client().put("/v1/namespaces/" + application.namespace(), settings);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private void dueNow(UUID uid) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement("UPDATE job SET next_run_time = ? WHERE uid = ?")) {
      Columns.bind(update, 1, clock.instant().minusSeconds(1));
      Columns.bind(update, 2, uid);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  private boolean exists(String table, UUID uid, Instant time) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement find =
            connection.prepareStatement(
                "SELECT 1 FROM " + table + " WHERE job_uid = ? AND scheduled_time = ?")) {
      Columns.bind(find, 1, uid);
      Columns.bind(find, 2, time);
      return find.executeQuery().next();
    }
  }

  /** A row of the table. */
  private record Row(Kind kind, Instant time, Duration age) {}

  /** What a row may be. */
  private record Kind(FireState state, @Nullable String deadLetter) {

    static List<Kind> all() {
      List<Kind> kinds = new ArrayList<>();
      for (FireState state : FireState.values()) {
        kinds.add(new Kind(state, null));
      }
      for (String deadLetter : List.of("PENDING", "SENT", "FAILED")) {
        kinds.add(new Kind(FireState.FAILED, deadLetter));
      }
      return kinds;
    }

    boolean mayGo() {
      return switch (state) {
        case PENDING, RUNNING, RETRYING -> false;
        default -> !"PENDING".equals(deadLetter);
      };
    }
  }

  /** What the walk does to one job. */
  private final class Recording {

    private final UUID job;
    private int transaction;
    private final List<Integer> read = new ArrayList<>();

    /** Rows that went in one transaction: fires and attempts, as the database counts them. */
    private final List<Long> deleted = new ArrayList<>();

    private final List<Integer> transactionsOfDeletes = new ArrayList<>();

    Recording(UUID job) {
      this.job = job;
    }

    LedgerWalk walk() {
      Transactions counting =
          new Transactions(database) {
            @Override
            <T> T run(Work<T> work) throws SQLException {
              transaction++;
              return super.run(work);
            }
          };
      HistoryStore recording =
          new HistoryStore() {
            @Override
            public List<HistoryRow> read(
                Connection connection, UUID uid, Instant after, Instant before, int limit)
                throws SQLException {
              List<HistoryRow> rows = super.read(connection, uid, after, before, limit);
              if (uid.equals(job)) {
                read.add(rows.size());
              }
              return rows;
            }

            @Override
            public void delete(Connection connection, List<HistoryRow> rows) throws SQLException {
              long before = rowsOfJob(connection);
              super.delete(connection, rows);
              long gone = before - rowsOfJob(connection);
              if (gone > 0) {
                deleted.add(gone);
                transactionsOfDeletes.add(transaction);
              }
            }
          };
      return new LedgerWalk(counting, recording, rules, clock);
    }

    private long rowsOfJob(Connection connection) throws SQLException {
      return OldFires.count(connection, "fire", job) + OldFires.count(connection, "attempt", job);
    }
  }
}
