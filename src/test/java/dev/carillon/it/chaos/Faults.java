package dev.carillon.it.chaos;

import dev.carillon.testing.FakeClock;
import dev.carillon.testing.KafkaBroker;
import dev.carillon.testing.MariaDbServer;
import dev.carillon.testing.TcpProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Breaks things and mends them. Two lanes go on beside each other: one breaks processes, the other
 * what is around them; each goes through all its faults in random order, again and again.
 */
final class Faults {

  /** How often a process was seen to go by a clock that had jumped. */
  static final String JUMP_SEEN = "jump of the clock, seen in the process";

  /** Until the jump is seen; the process may be down or suspended. */
  private static final Duration LONGEST_JUMP = Duration.ofSeconds(45);

  static final Duration SUSPENSION = Duration.ofSeconds(20);

  /** After the signal, until the last thread of the process certainly stands still. */
  private static final Duration STANDSTILL = Duration.ofSeconds(1);

  private static final List<Fault> OF_PODS = List.of(Fault.KILL, Fault.SUSPEND, Fault.KILL);
  private static final List<Fault> OF_PARTS =
      List.of(
          Fault.DATABASE,
          Fault.BROKER,
          Fault.CUT,
          Fault.CUT,
          Fault.CUT,
          Fault.SLOW,
          Fault.SLOW,
          Fault.CLOCK);

  /** What can be broken. */
  record Parts(
      List<ChaosPod> pods,
      TcpProxy receiver,
      MariaDbServer database,
      KafkaBroker broker,
      FakeClock clock,
      ClockProbe probe) {}

  private final Parts parts;
  private final Instant end;
  private final FaultLog log;
  private final Tally tally;

  /**
   * @param end when no further fault begins, once each kind has been there
   */
  Faults(Parts parts, Instant end, FaultLog log, Tally tally) {
    this.parts = parts;
    this.end = end;
    this.log = log;
    this.tally = tally;
  }

  void breakPods(Random random) {
    lane(OF_PODS, random);
  }

  void breakParts(Random random) {
    lane(OF_PARTS, random);
  }

  private void lane(List<Fault> kinds, Random random) {
    List<Fault> deck = new ArrayList<>(kinds);
    for (boolean first = true; first || Instant.now().isBefore(end); first = false) {
      Collections.shuffle(deck, random);
      for (Fault fault : deck) {
        if (first || Instant.now().isBefore(end)) {
          rest(Duration.ofMillis(500 + random.nextInt(2_000)));
          Instant from = Instant.now();
          log.add(fault, run(fault, random), from);
        }
      }
    }
  }

  private String run(Fault fault, Random random) {
    ChaosPod pod = parts.pods().get(random.nextInt(parts.pods().size()));
    return switch (fault) {
      case KILL -> kill(pod, random);
      case SUSPEND -> suspend(pod);
      case DATABASE -> restartDatabase(random);
      case BROKER -> restartBroker(random);
      case CUT -> cut(random);
      case SLOW -> slow(random);
      case CLOCK -> jump(random);
    };
  }

  private String kill(ChaosPod pod, Random random) {
    pod.process().kill();
    rest(Duration.ofMillis(random.nextInt(3_000)));
    pod.start(tally);
    return pod.name();
  }

  private String suspend(ChaosPod pod) {
    pod.process().suspend();
    Instant from = Instant.now().plus(STANDSTILL);
    rest(SUSPENSION);
    log.add(new Suspension(pod.name(), from, Instant.now()));
    pod.process().resume();
    return pod.name();
  }

  private String restartDatabase(Random random) {
    parts.database().kill();
    rest(Duration.ofMillis(random.nextInt(4_000)));
    parts.database().start();
    return "database";
  }

  private String restartBroker(Random random) {
    parts.broker().kill();
    rest(Duration.ofMillis(random.nextInt(4_000)));
    parts.broker().start();
    return "broker";
  }

  private String cut(Random random) {
    List<TcpProxy> links = links(random);
    links.forEach(TcpProxy::shut);
    rest(Duration.ofMillis(random.nextInt(2_000)));
    links.forEach(TcpProxy::open);
    return links.size() + " links";
  }

  private String slow(Random random) {
    List<TcpProxy> links = links(random);
    Duration delay = Duration.ofMillis(20 + random.nextInt(200));
    links.forEach(link -> link.delay(delay));
    rest(Duration.ofMillis(2_000 + random.nextInt(3_000)));
    links.forEach(link -> link.delay(Duration.ZERO));
    return "%d links by %d ms".formatted(links.size(), delay.toMillis());
  }

  private String jump(Random random) {
    parts.clock().jump(Duration.ofHours(1));
    boolean isSeen = false;
    for (Instant last = Instant.now().plus(LONGEST_JUMP);
        !isSeen && Instant.now().isBefore(last); ) {
      rest(Duration.ofMillis(500));
      isSeen = parts.probe().isAhead();
    }
    tally.count(isSeen ? JUMP_SEEN : "jump of the clock, not seen");
    for (int hours : new int[] {1, -1, 0}) {
      parts.clock().jump(Duration.ofHours(hours));
      rest(Duration.ofMillis(1_500 + random.nextInt(2_500)));
    }
    return "the clock of one pod";
  }

  /** The way to the receiver, that of one pod to the database, or all of them. */
  private List<TcpProxy> links(Random random) {
    List<TcpProxy> all = new ArrayList<>(parts.pods().stream().map(ChaosPod::link).toList());
    all.add(parts.receiver());
    int which = random.nextInt(all.size() + 1);
    return which == all.size() ? all : List.of(all.get(which));
  }

  private static void rest(Duration rest) {
    long end = System.nanoTime() + rest.toNanos();
    for (long left = rest.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
