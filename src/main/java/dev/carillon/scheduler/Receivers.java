package dev.carillon.scheduler;

import dev.carillon.target.Receiver;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many deliveries are under way to each receiver: none gets more than its limit, and none so
 * many that the others have no slot. Thread-safe.
 */
@ApplicationScoped
class Receivers {

  /** What is left of a pace after a turn, and when it counts no longer. */
  private static final double FADING = 0.75;

  private static final double SILENCE = 0.05;

  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
  private final Map<String, Double> paces = new ConcurrentHashMap<>();
  private volatile Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final Map<String, Instant> bookedUntil = new ConcurrentHashMap<>();
  private final int share;

  Receivers(DispatcherConfig config) {
    share = Math.max(1, config.maxInFlight() / 4 * 3);
  }

  boolean hasRoom(Receiver receiver) {
    return underWay.getOrDefault(receiver.name(), 0) < Math.min(receiver.limit(), share);
  }

  void enter(Receiver receiver) {
    underWay.merge(receiver.name(), 1, Integer::sum);
  }

  void leave(Receiver receiver) {
    answers.merge(receiver.name(), 1, Integer::sum);
    underWay.computeIfPresent(receiver.name(), (name, count) -> count > 1 ? count - 1 : null);
  }

  /**
   * How many deliveries to it end in a turn, well or not: the most of late, and the less the longer
   * ago that was; 0 if none has for long.
   */
  double pace(Receiver receiver) {
    return Math.max(
        paces.getOrDefault(receiver.name(), 0.0), answers.getOrDefault(receiver.name(), 0));
  }

  /**
   * When one that finds no room is to come again: after those that were told a time before, as fast
   * as deliveries end.
   *
   * @param pace how many end in a second, more than 0
   * @param soonest when those that wait here are done
   * @param latest however many there are
   */
  Instant comeAgain(Receiver receiver, double pace, Instant soonest, Instant latest) {
    Instant booked = bookedUntil.get(receiver.name());
    Instant before = booked != null && booked.isAfter(soonest) ? booked : soonest;
    Instant time = before.plusNanos((long) (1e9 / pace));
    Instant inTime = time.isBefore(latest) ? time : latest;
    bookedUntil.put(receiver.name(), inTime);
    return inTime;
  }

  /** Begins another turn. */
  void turn(Instant currentTime) {
    bookedUntil.values().removeIf(booked -> booked.isBefore(currentTime));
    Map<String, Integer> latest = answers;
    answers = new ConcurrentHashMap<>();
    paces.replaceAll((name, pace) -> pace * FADING);
    paces.values().removeIf(pace -> pace < SILENCE);
    latest.forEach((name, count) -> paces.merge(name, (double) count, Math::max));
  }
}
