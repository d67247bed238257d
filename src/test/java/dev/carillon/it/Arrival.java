package dev.carillon.it;

import dev.carillon.testing.HttpArrival;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of a fire as the other side saw it.
 *
 * @param fireId the CloudEvents id
 * @param scheduled the CloudEvents time
 * @param at the latest instant at which it can have come, by the clock of this machine
 */
record Arrival(String fireId, Instant scheduled, Instant at) {

  static Arrival of(HttpArrival arrival) {
    return of(arrival.header("ce-id"), arrival.header("ce-time"), arrival.at());
  }

  /** Brokers tell milliseconds: the record came at their end at the latest. */
  static Arrival of(ConsumerRecord<byte[], byte[]> record) {
    return of(
        text(record.headers().lastHeader("ce_id")),
        text(record.headers().lastHeader("ce_time")),
        Instant.ofEpochMilli(record.timestamp()).plusNanos(999_000));
  }

  private static Arrival of(@Nullable String fireId, @Nullable String scheduled, Instant at) {
    return new Arrival(
        Objects.requireNonNull(fireId, "CloudEvents id"),
        Instant.parse(Objects.requireNonNull(scheduled, "CloudEvents time")),
        at);
  }

  private static @Nullable String text(@Nullable Header header) {
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  Duration lateness() {
    return Duration.between(scheduled, at);
  }
}
