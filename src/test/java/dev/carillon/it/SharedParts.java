package dev.carillon.it;

import dev.carillon.testing.CarillonProcess;
import dev.carillon.testing.KafkaBroker;
import dev.carillon.testing.MariaDbServer;
import org.jspecify.annotations.Nullable;

/** One database server and one broker for all integration tests of a JVM. */
public final class SharedParts {

  private static @Nullable MariaDbServer database;
  private static @Nullable KafkaBroker broker;

  private SharedParts() {}

  /** The database server, running. */
  public static synchronized MariaDbServer database() {
    if (database == null) {
      database = MariaDbServer.create();
    } else if (database.isKillable() && !database.isRunning()) {
      database.start();
    }
    return database;
  }

  /** The broker, running. */
  public static synchronized KafkaBroker broker() {
    if (broker == null) {
      broker = KafkaBroker.create();
    } else if (!broker.isRunning()) {
      broker.start();
    }
    return broker;
  }

  /** An application on a schema of the shared server; the schema is not touched. */
  public static CarillonProcess application(String name, String schema) {
    return CarillonProcess.of(name, database(), schema, broker());
  }
}
