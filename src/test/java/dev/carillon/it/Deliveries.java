package dev.carillon.it;

import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.KafkaBroker;
import java.util.List;
import java.util.stream.Stream;

/** Everything that came to a topic and to a receiver. */
public record Deliveries(KafkaBroker broker, String topic, HttpReceiver receiver) {

  /** The arrivals so far. */
  public List<Arrival> all() {
    return Stream.concat(overKafka(), overHttp()).toList();
  }

  private Stream<Arrival> overKafka() {
    return broker.records(topic).stream().map(Arrival::of);
  }

  private Stream<Arrival> overHttp() {
    return receiver.arrivals().stream().map(Arrival::of);
  }
}
