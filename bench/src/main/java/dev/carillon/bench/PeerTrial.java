package dev.carillon.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A peer in one or more processes. Jobs are done when their handler has run. */
final class PeerTrial implements Trial {

  private static final long FAR = Micros.SECOND * 3_600 * 24 * 365 * 5;

  private final Stage stage;
  private final String schema;
  private final Duration loadTime;
  private final List<PeerProcess> processes = new ArrayList<>();
  private final DatabaseClock clock;

  private PeerTrial(Stage stage, String schema, Duration loadTime, DatabaseClock clock) {
    this.stage = stage;
    this.schema = schema;
    this.loadTime = loadTime;
    this.clock = clock;
  }

  static PeerTrial start(Stage stage, String system, int pods, Duration loadTime)
      throws SQLException, IOException {
    String schema = system.replace('-', '_');
    stage.database().createSchema(schema);
    try (Connection connection = stage.database().connect(schema)) {
      PeerTrial trial = new PeerTrial(stage, schema, loadTime, DatabaseClock.sample(connection));
      try {
        for (int i = 1; i <= pods; i++) {
          trial.processes.add(PeerProcess.start(stage, system, schema, system + "-" + i));
        }
        return trial;
      } catch (IOException | RuntimeException e) {
        trial.close();
        throw e;
      }
    }
  }

  @Override
  public Run drain(int jobs, Duration patience) throws IOException {
    tellAll("stand-by");
    tellAll("clear");
    processes.get(0).tell("load " + DuePlan.at(jobs, clock.micros() - Micros.SECOND).text());
    Pause.millis(500);
    Meter meter = Meter.start(this::usage, stage);
    long go = clock.micros();
    tellAll("go");
    awaitCount(jobs, patience);
    return run(go, meter.stop(), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Override
  public Run follow(DuePlan plan, Duration patience) throws IOException {
    tellAll("clear");
    processes.get(0).tell("load " + plan.text());
    if (clock.micros() > plan.from() - Micros.SECOND / 2) {
      throw new IllegalStateException("Storing " + plan.count() + " jobs took too long");
    }
    tellAll("go");
    Meter meter = Meter.start(this::usage, stage);
    Pause.until(clock, plan.from());
    awaitCount(plan.count(), patience);
    return run(plan.from(), meter.stop(), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Override
  public long now() {
    return clock.micros();
  }

  @Override
  public Duration loadTime() {
    return loadTime;
  }

  @Override
  public void addFarFuture(int jobs) throws IOException {
    processes
        .get(0)
        .tell("load " + DuePlan.evenly(jobs, clock.micros() + FAR, 86_400 * Micros.SECOND).text());
  }

  @Override
  public void addEverySecond(int jobs) throws IOException {
    long from =
        Micros.nextSecond(clock.micros() + Micros.SECOND + jobs * (loadTime.toNanos() / 1_000));
    tellAll("clear");
    processes.get(0).tell("every-second " + DuePlan.evenly(jobs, from, Micros.SECOND).text());
    tellAll("go");
    Pause.until(clock, from);
  }

  @Override
  public Run window(long fromMicros, long toMicros) throws IOException {
    return run(fromMicros, Meter.Costs.UNKNOWN, fromMicros, toMicros);
  }

  @Override
  public ProcessUsage usage() {
    long cpu = 0;
    long rss = 0;
    for (PeerProcess process : processes) {
      ProcessUsage usage = process.usage();
      cpu += usage.cpuMicros();
      rss += usage.rssKib();
    }
    return new ProcessUsage(cpu, rss);
  }

  @Override
  public double heapBytes() {
    return processes.stream().mapToDouble(PeerProcess::heapBytes).sum();
  }

  @Override
  public void close() throws SQLException {
    processes.forEach(PeerProcess::close);
    stage.database().dropSchema(schema);
  }

  private void awaitCount(int jobs, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (tellAll("count") < jobs && System.nanoTime() < end) {
      Pause.millis(20);
    }
  }

  private long tellAll(String command) throws IOException {
    long sum = 0;
    for (PeerProcess process : processes) {
      sum += process.tell(command);
    }
    return sum;
  }

  /** Gathers what the handlers saw of the fires that were due from {@code from} until before. */
  private Run run(long go, Meter.Costs costs, long from, long before) throws IOException {
    List<long[]> all = new ArrayList<>();
    int size = 0;
    for (PeerProcess process : processes) {
      long[] pairs = process.observations();
      all.add(pairs);
      size += pairs.length / 2;
    }
    long[] late = new long[size];
    int count = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (long[] pairs : all) {
      for (int i = 0; i < pairs.length; i += 2) {
        if (pairs[i] >= from && pairs[i] < before) {
          late[count++] = pairs[i + 1] - pairs[i];
          first = Math.min(first, pairs[i + 1]);
          last = Math.max(last, pairs[i + 1]);
        }
      }
    }
    Lateness lateness = Lateness.of(Arrays.copyOf(late, count));
    return new Run(count, first, last, first - go, Run.of(Run.Step.STARTED, lateness), 0, costs);
  }
}
