package dev.carillon.bench;

import java.util.List;

/** W7: many jobs at one second boundary. */
record HerdWorkload(Options options) implements Workload {

  @Override
  public String name() {
    return "W7";
  }

  @Override
  public String title() {
    return "W7: herd of " + jobs() + " jobs at one second boundary";
  }

  @Override
  public List<Contestant> contestants() {
    return List.of(Contestant.values());
  }

  @Override
  public Measured measure(Contestant system, Stage stage) throws Exception {
    try (Trial trial = system.start(stage, 1)) {
      WarmUp.run(trial, options);
      long due =
          Micros.nextSecond(
              trial.now() + 4 * Micros.SECOND + jobs() * (trial.loadTime().toNanos() / 1_000));
      Run run = trial.follow(DuePlan.at(jobs(), due), DrainWorkload.patience(jobs()));
      Checks.complete(run, jobs());
      return new Measured()
          .lateness(run)
          .add(Metric.number("duplicates"), run.duplicates())
          .costs(run.costs(), run.done());
    }
  }

  private int jobs() {
    return options.size(50_000, 300);
  }
}
