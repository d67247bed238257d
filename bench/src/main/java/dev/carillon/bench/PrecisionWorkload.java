package dev.carillon.bench;

import java.time.Duration;
import java.util.List;

/** W3: some jobs at random instants, and nothing else to do. */
record PrecisionWorkload(Options options) implements Workload {

  private static final long SEED = 20_261_121;

  @Override
  public String name() {
    return "W3";
  }

  @Override
  public String title() {
    return "W3: precision, " + jobs() + " random instants over " + seconds() + " s, idle";
  }

  @Override
  public List<Contestant> contestants() {
    return List.of(
        Contestant.CARILLON, Contestant.DB_SCHEDULER, Contestant.QUARTZ, Contestant.JOBRUNR);
  }

  @Override
  public Measured measure(Contestant system, Stage stage) throws Exception {
    try (Trial trial = system.start(stage, 1)) {
      WarmUp.run(trial, options);
      return new Measured().lateness(measure(trial));
    }
  }

  /** The run itself, for others that need it. */
  Run measure(Trial trial) throws Exception {
    long from =
        Micros.nextSecond(
            trial.now() + 4 * Micros.SECOND + jobs() * trial.loadTime().toNanos() / 1_000);
    Run run =
        trial.follow(
            DuePlan.randomly(jobs(), from, seconds() * Micros.SECOND, SEED),
            Duration.ofSeconds(seconds() + 30));
    Checks.complete(run, jobs());
    return run;
  }

  private int jobs() {
    return options.size(100, 20);
  }

  private int seconds() {
    return options.size(30, 3);
  }
}
