package dev.carillon.bench;

import static org.quartz.JobBuilder.newJob;
import static org.quartz.SimpleScheduleBuilder.simpleSchedule;
import static org.quartz.TriggerBuilder.newTrigger;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.quartz.Job;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.spi.JobFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Quartz with its clustered JDBC store, 50 threads, batches of 50. */
final class QuartzPeer implements Peer {

  private static final int THREADS = 50;

  /**
   * A day. With the default of a minute, all that a long drain has left by then counts as misfired,
   * and Quartz takes 20 a turn off its way instead of draining; a late job is no misfire here.
   */
  private static final String MISFIRE_THRESHOLD_MILLIS = "86400000";

  private static final String TABLES = "/org/quartz/impl/jdbcjobstore/tables_mysql_innodb.sql";

  private final HikariDataSource pool;
  private final Scheduler scheduler;
  private int loaded;

  QuartzPeer(String jdbcUrl, String pod, Observations observations) throws Exception {
    pool = Pools.of(jdbcUrl, THREADS + 5);
    createTables();
    DBConnectionManager.getInstance().addConnectionProvider("bench", new Provider(pool));
    scheduler = new StdSchedulerFactory(settings(pod)).getScheduler();
    JobFactory noting = (bundle, owner) -> (Job) context -> observations.note(due(context));
    scheduler.setJobFactory(noting);
  }

  @Override
  public void load(long[] dueMicros) throws SchedulerException {
    // The name tells when the job is due: Quartz itself would forget it if it counted as misfired.
    schedule(dueMicros, simpleSchedule().withMisfireHandlingInstructionFireNow(), true);
  }

  @Override
  public void loadEverySecond(long[] firstMicros) throws SchedulerException {
    schedule(
        firstMicros,
        simpleSchedule()
            .withIntervalInSeconds(1)
            .repeatForever()
            .withMisfireHandlingInstructionIgnoreMisfires(),
        false);
  }

  @Override
  public void go() throws SchedulerException {
    scheduler.start();
  }

  @Override
  public void standBy() throws SchedulerException {
    scheduler.standby();
  }

  @Override
  public void close() {
    try {
      scheduler.shutdown(false);
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.close();
    }
  }

  private void schedule(long[] times, SimpleScheduleBuilder schedule, boolean once)
      throws SchedulerException {
    Map<JobDetail, Set<? extends Trigger>> batch = new HashMap<>();
    for (int i = 0; i < times.length; i++) {
      String name = (once ? times[i] : "every-second") + "/" + loaded++;
      JobDetail job = newJob(NoOp.class).withIdentity(name).build();
      Date start = new Date(times[i] / Micros.MILLI);
      batch.put(
          job,
          Set.of(newTrigger().withIdentity(name).startAt(start).withSchedule(schedule).build()));
      if (batch.size() == 1_000 || i == times.length - 1) {
        scheduler.scheduleJobs(batch, false);
        batch.clear();
      }
    }
  }

  private static long due(JobExecutionContext context) {
    String name = context.getTrigger().getKey().getName();
    return name.startsWith("every-second")
        ? context.getScheduledFireTime().getTime() * Micros.MILLI
        : Long.parseLong(name.substring(0, name.indexOf('/')));
  }

  private static Properties settings(String pod) {
    Properties settings = new Properties();
    settings.put("org.quartz.scheduler.instanceName", "bench");
    settings.put("org.quartz.scheduler.instanceId", pod);
    settings.put("org.quartz.scheduler.skipUpdateCheck", "true");
    settings.put("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "50");
    settings.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    settings.put("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
    settings.put("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
    settings.put(
        "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.StdJDBCDelegate");
    settings.put("org.quartz.jobStore.dataSource", "bench");
    settings.put("org.quartz.jobStore.isClustered", "true");
    settings.put("org.quartz.jobStore.misfireThreshold", MISFIRE_THRESHOLD_MILLIS);
    settings.put("org.quartz.jobStore.acquireTriggersWithinLock", "true");
    return settings;
  }

  /** The script of the library, which drops the tables first: only the first process runs it. */
  private void createTables() throws SQLException, IOException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      if (exists(connection)) {
        return;
      }
      for (String sql : script().replaceAll("(?m)^(#|--).*$", "").split(";")) {
        if (!sql.isBlank() && !"commit".equalsIgnoreCase(sql.strip())) {
          statement.execute(sql);
        }
      }
    }
  }

  private static boolean exists(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(connection.getCatalog(), null, "QRTZ_TRIGGERS", null)) {
      return tables.next();
    }
  }

  private static String script() throws IOException {
    try (InputStream in = QuartzPeer.class.getResourceAsStream(TABLES)) {
      if (in == null) {
        throw new IllegalStateException("Quartz has no " + TABLES);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The class that the store names; the instances come from the factory. */
  public static final class NoOp implements Job {

    @Override
    public void execute(JobExecutionContext context) {
      throw new UnsupportedOperationException();
    }
  }

  private record Provider(HikariDataSource pool) implements ConnectionProvider {

    @Override
    public Connection getConnection() throws SQLException {
      return pool.getConnection();
    }

    @Override
    public void shutdown() {
      pool.close();
    }

    @Override
    public void initialize() {
      // The pool is there already.
    }
  }
}
