package dev.carillon.fire;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How values travel to and from columns in plain JDBC. Instants go as UTC wall clock without a
 * zone, so that neither the zone of the JVM nor that of the session can move them.
 */
public final class Columns {

  private Columns() {}

  /** Binds an instant, microseconds, or NULL. */
  public static void bind(PreparedStatement statement, int index, @Nullable Instant value)
      throws SQLException {
    statement.setString(index, value == null ? null : UtcText.of(value));
  }

  /** Binds a UUID as 16 bytes. */
  public static void bind(PreparedStatement statement, int index, UUID value) throws SQLException {
    statement.setBytes(
        index,
        ByteBuffer.allocate(16)
            .putLong(value.getMostSignificantBits())
            .putLong(value.getLeastSignificantBits())
            .array());
  }

  /** Reads an instant; null for NULL. */
  public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    LocalDateTime value = row.getObject(column, LocalDateTime.class);
    return value == null ? null : value.toInstant(ZoneOffset.UTC);
  }

  /** Reads an instant from a column that is never NULL. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  /** Reads a UUID of 16 bytes. */
  public static UUID uuid(ResultSet row, String column) throws SQLException {
    ByteBuffer bytes = ByteBuffer.wrap(row.getBytes(column));
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
