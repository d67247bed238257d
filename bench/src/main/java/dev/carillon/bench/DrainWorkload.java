package dev.carillon.bench;

import java.time.Duration;
import java.util.List;

/** W1: one-shot jobs that are all due now. */
record DrainWorkload(int jobs) implements Workload {

  @Override
  public String name() {
    return "W1";
  }

  @Override
  public String title() {
    return "W1: drain of " + jobs + " one-shot jobs that are due now";
  }

  @Override
  public List<Contestant> contestants() {
    return List.of(Contestant.values());
  }

  @Override
  public Measured measure(Contestant system, Stage stage) throws Exception {
    try (Trial trial = system.start(stage, 1)) {
      WarmUp.run(trial, stage.options());
      Run run = trial.drain(jobs, patience(jobs));
      Checks.complete(run, jobs);
      return measured(run);
    }
  }

  static Measured measured(Run run) {
    return new Measured()
        .add(Metric.rate("jobs"), run.rate())
        .add(Metric.number("ms until the first is taken"), run.waitMicros() / 1_000.0)
        .add(Metric.number("duplicates"), run.duplicates())
        .costs(run.costs(), run.done());
  }

  /** Long enough for the slowest of all. */
  static Duration patience(int jobs) {
    return Duration.ofSeconds(60 + jobs / 200);
  }
}
