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
 * @param source the CloudEvents source: the job
 * @param attempt which attempt it was, 1-based
 * @param scheduled the CloudEvents time
 * @param at the latest instant at which it can have come, by the clock of this machine
 */
public record Arrival(String fireId, String source, int attempt, Instant scheduled, Instant at) {

  static Arrival of(HttpArrival arrival) {
    return of(name -> arrival.header("ce-" + name), arrival.at());
  }

  /** Brokers tell milliseconds: the record came at their end at the latest. */
  static Arrival of(ConsumerRecord<byte[], byte[]> record) {
    return of(
        name -> text(record.headers().lastHeader("ce_" + name)),
        Instant.ofEpochMilli(record.timestamp()).plusNanos(999_000));
  }

  private interface Attributes {
    @Nullable String of(String name);
  }

  private static Arrival of(Attributes attributes, Instant at) {
    return new Arrival(
        required(attributes, "id"),
        required(attributes, "source"),
        Integer.parseInt(required(attributes, "attempt")),
        Instant.parse(required(attributes, "time")),
        at);
  }

  private static String required(Attributes attributes, String name) {
    return Objects.requireNonNull(attributes.of(name), "CloudEvents " + name);
  }

  private static @Nullable String text(@Nullable Header header) {
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  Duration lateness() {
    return Duration.between(scheduled, at);
  }
}
