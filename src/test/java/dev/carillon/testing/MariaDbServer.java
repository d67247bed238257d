package dev.carillon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real MySQL-protocol server: MariaDB in its own process, or the server that the environment
 * names.
 *
 * <p>Its default time zone is not UTC and not the one of the test JVM, so that no test passes by
 * accident. Port and data outlive {@link #kill()} and {@link #start()}.
 *
 * <p>If {@code TEST_JDBC_URL} is set ({@code jdbc:mysql://host:port/}, with {@code
 * TEST_JDBC_USERNAME} and {@code TEST_JDBC_PASSWORD}), the tests run on that server; it cannot be
 * killed.
 */
public final class MariaDbServer implements AutoCloseable {

  /** Default time zone of the server's sessions. */
  public static final String TIME_ZONE = "+05:30";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ServerAddress address;
  private final @Nullable Path home;
  private final @Nullable MariaDbInstallation installation;
  private @Nullable ChildProcess process;

  private MariaDbServer(
      ServerAddress address, @Nullable Path home, @Nullable MariaDbInstallation installation) {
    this.address = address;
    this.home = home;
    this.installation = installation;
  }

  /**
   * Starts a server of its own with an empty data directory, or takes the one of the environment.
   */
  public static MariaDbServer create() {
    ServerAddress external = ServerAddress.ofEnvironment();
    if (external != null) {
      return new MariaDbServer(external, null, null);
    }
    int port = FreePort.next();
    Path home = Directories.target("mariadb", Integer.toString(port));
    Directories.delete(home);
    MariaDbInstallation installation =
        MariaDbInstallation.create(
            Directories.target("mariadb", Integer.toString(port), "data"),
            Directories.target("mariadb", Integer.toString(port), "tmp"));
    MariaDbServer server =
        new MariaDbServer(ServerAddress.local(port, "root", ""), home, installation);
    server.start();
    return server;
  }

  /** Whether the server is ours: one that can be killed. */
  public boolean isKillable() {
    return installation != null;
  }

  /** Whether a server of our own is there. */
  public boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Starts the server again on the same port and data, and waits until it answers. */
  public void start() {
    ChildProcess started =
        ChildProcess.start(
            own().serverCommand(arguments()), own().environment(), home().resolve("server.log"));
    process = started;
    Readiness.await("MariaDB", started, PATIENCE, this::answers);
  }

  /** Ends the server at once, as a crash would (SIGKILL). */
  public void kill() {
    own();
    if (process != null) {
      process.kill();
    }
  }

  /** Ends the server in good order. The server of the environment is left running. */
  public void stop() {
    if (process != null && process.isAlive()) {
      process.terminate(PATIENCE);
    }
  }

  /** Stops the server and removes its data. */
  @Override
  public void close() {
    stop();
    if (home != null) {
      Directories.delete(home);
    }
  }

  /** Makes an empty database; one of the same name is dropped with all that is in it. */
  public void createDatabase(String name) {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS `" + name + "`");
      statement.execute("CREATE DATABASE `" + name + "` CHARACTER SET utf8mb4");
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot create the database " + name, e);
    }
  }

  /** JDBC URL of a database, without user and password. */
  public String jdbcUrl(String database) {
    return address.jdbcUrl(database);
  }

  /** JDBC URL of a database on the way through a proxy that leads to this server. */
  public String jdbcUrl(String database, TcpProxy proxy) {
    return ServerAddress.local(proxy.port(), username(), password()).jdbcUrl(database);
  }

  /** A proxy that leads to this server. */
  public TcpProxy proxy() {
    return TcpProxy.to(address.port());
  }

  /** Name of a user who may do everything. */
  public String username() {
    return address.username();
  }

  /** Password of {@link #username()}, possibly empty. */
  public String password() {
    return address.password();
  }

  /** A new connection to a database; to none in particular if the name is empty. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), username(), password());
  }

  private boolean answers() throws SQLException {
    try (Connection connection = connect("")) {
      return connection.isValid(1);
    }
  }

  private List<String> arguments() {
    return List.of(
        "--bind-address=127.0.0.1",
        "--port=" + address.port(),
        "--socket=" + Path.of(System.getProperty("java.io.tmpdir"), "db-" + address.port()),
        "--skip-name-resolve",
        "--skip-ssl",
        "--init-file=" + rights(),
        "--default-time-zone=" + TIME_ZONE,
        "--character-set-server=utf8mb4",
        "--innodb-flush-log-at-trx-commit=2",
        "--innodb-buffer-pool-size=64M",
        "--innodb-log-file-size=32M",
        "--performance-schema=OFF",
        "--max-connections=200");
  }

  /** The installation knows a root of the socket file only; the tests come over TCP. */
  private Path rights() {
    try {
      return Files.writeString(
          home().resolve("rights.sql"),
          """
          CREATE USER IF NOT EXISTS 'root'@'127.0.0.1';
          GRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MariaDbInstallation own() {
    if (installation == null) {
      throw new UnsupportedOperationException("The server of the environment is not ours");
    }
    return installation;
  }

  private Path home() {
    if (home == null) {
      throw new UnsupportedOperationException("The server of the environment is not ours");
    }
    return home;
  }
}
