package dev.carillon.bench;

import java.util.List;

/** W6: W1 with one and with two processes on one database. */
record TwoPodsWorkload(Options options) implements Workload {

  @Override
  public String name() {
    return "W6";
  }

  @Override
  public String title() {
    return "W6: drain of " + jobs() + " jobs by one and by two processes";
  }

  @Override
  public List<Contestant> contestants() {
    return List.of(
        Contestant.CARILLON, Contestant.DB_SCHEDULER, Contestant.QUARTZ, Contestant.JOBRUNR);
  }

  @Override
  public Measured measure(Contestant system, Stage stage) throws Exception {
    Run one = drain(system, stage, 1);
    Run two = drain(system, stage, 2);
    return new Measured()
        .add(Metric.rate("jobs, one process"), one.rate())
        .add(Metric.rate("jobs, two processes"), two.rate())
        .add(Metric.number("two ÷ one"), two.rate() / one.rate())
        .add(Metric.number("duplicates"), two.duplicates() + Math.max(0, two.done() - jobs()))
        .costs(", one process", one.costs(), jobs())
        .costs(", two processes", two.costs(), jobs());
  }

  private Run drain(Contestant system, Stage stage, int pods) throws Exception {
    try (Trial trial = system.start(stage, pods)) {
      WarmUp.run(trial, options);
      Run run = trial.drain(jobs(), DrainWorkload.patience(jobs()));
      Checks.complete(run, jobs());
      return run;
    }
  }

  private int jobs() {
    return options.size(20_000, 300);
  }
}
