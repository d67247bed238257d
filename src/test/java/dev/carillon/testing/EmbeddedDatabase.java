package dev.carillon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The database of dev mode, in memory, with the tables. */
public final class EmbeddedDatabase {

  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  private EmbeddedDatabase() {}

  /** A database of its own, which ends with the connection. */
  public static Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:h2:mem:;MODE=MySQL;TIME ZONE=UTC");
    try (Statement statement = connection.createStatement()) {
      for (String file :
          List.of("V1__job_and_fire.sql", "V2__fire_semantics.sql", "V3__recall.sql")) {
        statement.execute(Files.readString(MIGRATIONS.resolve(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return connection;
  }
}
