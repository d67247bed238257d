package dev.carillon.bench;

import java.util.List;

/**
 * W2: jobs that fire every second, more of them in each step, until a system does not keep up: the
 * 99th percentile of the lateness reaches a second. Fires that are missing count as too late.
 */
record RateWorkload(Options options) implements Workload {

  private static final List<Integer> STEPS =
      List.of(1_000, 5_000, 8_000, 10_000, 12_000, 14_000, 16_000, 18_000, 20_000, 25_000, 30_000);
  private static final List<Integer> STEPS_OF_QUARTZ =
      List.of(200, 400, 600, 800, 1_000, 1_500, 2_000, 3_000);
  private static final List<Integer> QUICK_STEPS = List.of(100, 300);
  private static final double TOO_LATE_MILLIS = 1_000;

  @Override
  public String name() {
    return "W2";
  }

  @Override
  public String title() {
    return "W2: recurring jobs, each every second, spread over the second";
  }

  @Override
  public List<Contestant> contestants() {
    return List.of(
        Contestant.CARILLON, Contestant.DB_SCHEDULER, Contestant.QUARTZ, Contestant.JOBRUNR);
  }

  @Override
  public Measured measure(Contestant system, Stage stage) throws Exception {
    Measured measured = new Measured();
    int sustained = 0;
    try (Trial trial = system.start(stage, 1)) {
      if (system != Contestant.JOBRUNR) {
        WarmUp.run(trial, options);
      }
      int running = 0;
      for (int rate : steps(system)) {
        trial.addEverySecond(rate - running);
        running = rate;
        Window window = observe(trial, stage, rate);
        window.report(measured, rate);
        if (!window.keepsUp()) {
          break;
        }
        sustained = rate;
      }
    }
    return measured.add(Metric.rate("sustained fires"), sustained);
  }

  private List<Integer> steps(Contestant system) {
    if (options.quick()) {
      return QUICK_STEPS;
    }
    return system == Contestant.QUARTZ ? STEPS_OF_QUARTZ : STEPS;
  }

  private Window observe(Trial trial, Stage stage, int rate) throws Exception {
    int seconds = options.size(10, 2);
    Pause.millis(options.size(5_000, 1_000));
    long from = Micros.nextSecond(trial.now());
    long to = from + seconds * Micros.SECOND;
    Pause.millis((from - trial.now()) / Micros.MILLI + 1);
    Meter meter = Meter.start(trial::usage, stage);
    Pause.millis((to - trial.now()) / Micros.MILLI + 1);
    Meter.Costs costs = meter.stop();
    Pause.millis(1_500);
    return new Window(trial.window(from, to), rate * seconds, costs);
  }

  /**
   * What came of the fires that were due in some seconds.
   *
   * @param expected how many there should be
   */
  private record Window(Run run, int expected, Meter.Costs costs) {

    boolean keepsUp() {
      return done().millis(0.99, expected) < TOO_LATE_MILLIS;
    }

    /** Confirmed by the target; the handlers of the peers confirm by running. */
    private Lateness done() {
      Lateness confirmed = run.lateness(Run.Step.CONFIRMED);
      return confirmed.count() > 0 ? confirmed : run.lateness(Run.Step.STARTED);
    }

    void report(Measured measured, int rate) {
      String at = " at " + rate + "/s";
      report(measured, "claim late" + at, run.lateness(Run.Step.CLAIMED));
      report(measured, "start late" + at, run.lateness(Run.Step.STARTED));
      report(measured, "arrival late" + at, run.lateness(Run.Step.ARRIVED));
      report(measured, "done late" + at, done());
      measured.add(Metric.number("duplicates" + at), run.duplicates());
      measured.add(Metric.number("started early" + at), run.lateness(Run.Step.STARTED).early());
      measured.add(Metric.number("% of the fires" + at), 100.0 * run.done() / expected);
      measured.costs(at, costs, expected);
    }

    private void report(Measured measured, String name, Lateness lateness) {
      if (lateness.count() > 0) {
        measured.add(Metric.millis(name + " p50"), lateness.millis(0.5, expected));
        measured.add(Metric.millis(name + " p99"), lateness.millis(0.99, expected));
      }
    }
  }
}
