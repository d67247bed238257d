package dev.carillon.bench;

import java.util.function.Supplier;

/** What the processes use while something runs. */
final class Meter {

  private final Supplier<ProcessUsage> scheduler;
  private final Stage stage;
  private final ProcessUsage schedulerBefore;
  private final ProcessUsage databaseBefore;
  private final ProcessUsage brokerBefore;
  private final ProcessUsage benchmarkBefore;

  private Meter(Supplier<ProcessUsage> scheduler, Stage stage) {
    this.scheduler = scheduler;
    this.stage = stage;
    schedulerBefore = scheduler.get();
    databaseBefore = stage.database().usage();
    brokerBefore = stage.broker().usage();
    benchmarkBefore = benchmark();
  }

  static Meter start(Supplier<ProcessUsage> scheduler, Stage stage) {
    return new Meter(scheduler, stage);
  }

  Costs stop() {
    ProcessUsage schedulerAfter = scheduler.get();
    return new Costs(
        schedulerAfter.cpuMicros() - schedulerBefore.cpuMicros(),
        stage.database().usage().cpuMicros() - databaseBefore.cpuMicros(),
        stage.broker().usage().cpuMicros() - brokerBefore.cpuMicros(),
        benchmark().cpuMicros() - benchmarkBefore.cpuMicros(),
        schedulerAfter.rssKib());
  }

  private static ProcessUsage benchmark() {
    return ProcessUsage.of(ProcessHandle.current().pid());
  }

  /**
   * CPU time in microseconds, and the scheduler's memory.
   *
   * @param benchmark what the benchmark itself took: its polls, and the HTTP receiver
   * @param rssKib of all processes of the scheduler at the end
   */
  record Costs(long scheduler, long database, long broker, long benchmark, long rssKib) {

    static final Costs UNKNOWN = new Costs(0, 0, 0, 0, 0);
  }
}
