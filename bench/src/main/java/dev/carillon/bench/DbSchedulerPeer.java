package dev.carillon.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.jdbc.MySQL8JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * db-scheduler with lock-and-fetch 4/20, 20 threads and a poll every 100 ms: its fastest settings.
 *
 * <p>Its own customization for MariaDB does not know lock-and-fetch; the one for MySQL 8 works
 * there.
 */
final class DbSchedulerPeer implements Peer {

  private static final int THREADS = 20;
  private static final String TABLE =
      """
      CREATE TABLE scheduled_tasks (
        task_name            VARCHAR(100) NOT NULL,
        task_instance        VARCHAR(100) NOT NULL,
        task_data            BLOB,
        execution_time       TIMESTAMP(6) NOT NULL,
        picked               BOOLEAN NOT NULL,
        picked_by            VARCHAR(50),
        last_success         TIMESTAMP(6) NULL,
        last_failure         TIMESTAMP(6) NULL,
        consecutive_failures INT,
        last_heartbeat       TIMESTAMP(6) NULL,
        version              BIGINT NOT NULL,
        priority             SMALLINT,
        PRIMARY KEY (task_name, task_instance),
        INDEX execution_time_idx (execution_time),
        INDEX last_heartbeat_idx (last_heartbeat),
        INDEX priority_execution_time_idx (priority DESC, execution_time ASC))""";

  private static final String INSERT =
      """
      INSERT INTO scheduled_tasks
        (task_name, task_instance, execution_time, picked, consecutive_failures, version)
      VALUES (?, ?, ?, 0, 0, 1)""";

  private final HikariDataSource pool;
  private final Scheduler scheduler;
  private int loaded;

  DbSchedulerPeer(String jdbcUrl, String pod, Observations observations) throws SQLException {
    pool = Pools.of(jdbcUrl, THREADS + 5);
    createTable();
    OneTimeTask<Void> once =
        Tasks.oneTime("once")
            .execute(
                (instance, context) ->
                    observations.note(due(context.getExecution().executionTime)));
    CustomTask<Void> everySecond =
        Tasks.custom("every-second", Void.class)
            .execute(
                (TaskInstance<Void> instance,
                    com.github.kagkarlsson.scheduler.task.ExecutionContext context) -> {
                  Instant time = context.getExecution().executionTime;
                  observations.note(due(time));
                  return (complete, operations) ->
                      operations.reschedule(complete, time.plusSeconds(1));
                });
    scheduler =
        Scheduler.create(pool, once, everySecond)
            .schedulerName(() -> pod)
            .threads(THREADS)
            .pollUsingLockAndFetch(4, 20)
            .pollingInterval(Duration.ofMillis(100))
            .jdbcCustomization(new MySQL8JdbcCustomization(true))
            .shutdownMaxWait(Duration.ofSeconds(2))
            .build();
    scheduler.start();
    scheduler.pause();
  }

  @Override
  public void load(long[] dueMicros) throws SQLException {
    insert("once", dueMicros);
  }

  @Override
  public void loadEverySecond(long[] firstMicros) throws SQLException {
    insert("every-second", firstMicros);
  }

  @Override
  public void go() {
    scheduler.resume();
    scheduler.triggerCheckForDueExecutions();
  }

  @Override
  public void standBy() {
    scheduler.pause();
  }

  @Override
  public void close() {
    scheduler.stop();
    pool.close();
  }

  private static long due(Instant executionTime) {
    return Micros.of(executionTime);
  }

  private void insert(String task, long[] times) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      connection.setAutoCommit(false);
      for (int i = 0; i < times.length; i++) {
        insert.setString(1, task);
        insert.setString(2, "job-" + loaded++);
        insert.setObject(
            3, LocalDateTime.ofInstant(Micros.instant(times[i]), ZoneOffset.UTC).toString());
        insert.addBatch();
        if (i % 1_000 == 999) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  private void createTable() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"));
    }
  }
}
