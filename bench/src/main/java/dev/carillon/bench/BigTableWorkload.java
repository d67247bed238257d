package dev.carillon.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** W5: W1 and W3 without and with very many jobs that are due in some years. */
record BigTableWorkload(Options options) implements Workload {

  private static final int DRAINS = 5;

  @Override
  public String name() {
    return "W5";
  }

  @Override
  public String title() {
    return "W5: W1 (" + jobs() + " jobs) and W3 with " + others() + " far-future jobs";
  }

  @Override
  public List<Contestant> contestants() {
    return List.of(Contestant.CARILLON, Contestant.DB_SCHEDULER);
  }

  @Override
  public Measured measure(Contestant system, Stage stage) throws Exception {
    PrecisionWorkload precision = new PrecisionWorkload(options);
    try (Trial trial = system.start(stage, 1)) {
      WarmUp.run(trial, options);
      Run drain = drain(trial, stage.database());
      Run instants = precision.measure(trial);
      trial.addFarFuture(others());
      Run drainAmong = drain(trial, stage.database());
      Run instantsAmong = precision.measure(trial);
      return new Measured()
          .add(Metric.rate("jobs without"), drain.rate())
          .add(Metric.rate("jobs with"), drainAmong.rate())
          .add(Metric.number("rate with ÷ without"), drainAmong.rate() / drain.rate())
          .lateness("start late without", instants.lateness(Run.Step.STARTED))
          .lateness("start late with", instantsAmong.lateness(Run.Step.STARTED))
          .costs(" without", drain.costs(), jobs())
          .costs(" with", drainAmong.costs(), jobs());
    }
  }

  /** The median of some: one alone may be off by more than what is looked for. */
  private Run drain(Trial trial, Database database) throws Exception {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < DRAINS; i++) {
      database.rest();
      Run run = trial.drain(jobs(), DrainWorkload.patience(jobs()));
      Checks.complete(run, jobs());
      runs.add(run);
    }
    runs.sort(Comparator.comparingDouble(Run::rate));
    return runs.get(DRAINS / 2);
  }

  private int jobs() {
    return options.size(20_000, 300);
  }

  private int others() {
    return options.size(1_000_000, 10_000);
  }
}
