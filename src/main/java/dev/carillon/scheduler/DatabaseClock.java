package dev.carillon.scheduler;

import dev.carillon.fire.Product;
import dev.carillon.job.ClockError;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The only clock: the database's, followed by a local counter between samples. What it reads is
 * never ahead of the database, so nothing fires early; the wall clock of this machine has no
 * influence.
 */
@Singleton
public class DatabaseClock extends Clock implements ClockError {

  private final AgroalDataSource database;
  private final Duration maxUncertainty;
  private volatile @Nullable ClockBounds bounds;

  DatabaseClock(AgroalDataSource database, ClockConfig config) {
    this.database = database;
    this.maxUncertainty = config.maxUncertainty();
  }

  /**
   * Asks the database for its time.
   *
   * @throws SQLException if it does not answer
   */
  void sample() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      String question = "SELECT " + Product.of(connection).now();
      long sent = System.nanoTime();
      try (ResultSet row = statement.executeQuery(question)) {
        long received = System.nanoTime();
        row.next();
        Instant time = row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
        add(ClockBounds.of(sent, ChronoUnit.MICROS.between(Instant.EPOCH, time), received));
      }
    }
  }

  private synchronized void add(ClockBounds sample) {
    ClockBounds known = bounds;
    bounds = known == null ? sample : known.and(sample);
  }

  /**
   * The database's time, microseconds, late by at most {@link #uncertainty()}.
   *
   * @throws ClockNotReadyException before the first sample
   */
  @Override
  public Instant instant() {
    ClockBounds known = bounds;
    if (known == null) {
      throw new ClockNotReadyException();
    }
    return Instant.EPOCH.plus(known.earliest(System.nanoTime()), ChronoUnit.MICROS);
  }

  /** How far the clock may be behind the database; null before the first sample. */
  public @Nullable Duration uncertainty() {
    ClockBounds known = bounds;
    return known == null
        ? null
        : Duration.of(known.uncertainty(System.nanoTime()), ChronoUnit.MICROS);
  }

  @Override
  public Duration behind() {
    Duration uncertainty = uncertainty();
    if (uncertainty == null) {
      throw new ClockNotReadyException();
    }
    return uncertainty;
  }

  /** Whether the clock is good enough to decide fires. */
  public boolean isTrusted() {
    Duration uncertainty = uncertainty();
    return uncertainty != null && uncertainty.compareTo(maxUncertainty) <= 0;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the database's clock is read in UTC");
  }
}
