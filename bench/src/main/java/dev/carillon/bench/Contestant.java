package dev.carillon.bench;

import java.time.Duration;
import java.util.Arrays;

/** A system that can be measured. */
enum Contestant {
  CARILLON("carillon"),
  CARILLON_HTTP("carillon-http"),
  DB_SCHEDULER("db-scheduler"),
  QUARTZ("quartz"),
  JOBRUNR("jobrunr");

  private final String label;

  Contestant(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  boolean isCarillon() {
    return this == CARILLON || this == CARILLON_HTTP;
  }

  static Contestant of(String label) {
    return Arrays.stream(values())
        .filter(one -> one.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No system " + label + ": expected one of " + Arrays.toString(values())));
  }

  /** Starts it in a fresh schema, in that many processes. */
  Trial start(Stage stage, int pods) throws Exception {
    return switch (this) {
      case CARILLON -> CarillonTrial.start(stage, CarillonTrial.Delivery.KAFKA, pods);
      case CARILLON_HTTP -> CarillonTrial.start(stage, CarillonTrial.Delivery.HTTP, pods);
      case DB_SCHEDULER -> PeerTrial.start(stage, label, pods, Duration.ofNanos(100_000));
      case QUARTZ -> PeerTrial.start(stage, label, pods, Duration.ofMillis(4));
      case JOBRUNR -> PeerTrial.start(stage, label, pods, Duration.ofMillis(1));
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
