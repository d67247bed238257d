package dev.carillon.bench;

import java.util.List;
import java.util.Map;

/** A long time at a steady rate: memory must not grow. Prints a line each minute. */
record SoakWorkload(Options options) implements Workload {

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String title() {
    return "soak: " + rate() + " fires/s for " + options.minutes() + " minutes";
  }

  @Override
  public List<Contestant> contestants() {
    return List.of(Contestant.CARILLON);
  }

  @Override
  public Measured measure(Contestant system, Stage stage) throws Exception {
    Measured measured = new Measured();
    try (CarillonTrial trial = CarillonTrial.start(stage, CarillonTrial.Delivery.KAFKA, 1)) {
      WarmUp.run(trial, options);
      trial.addEverySecond(rate());
      long minute = options.size(60, 10) * Micros.SECOND;
      long from = Micros.nextSecond(trial.now() + Micros.SECOND);
      Pause.millis((from - trial.now()) / Micros.MILLI + 1);
      for (int i = 1; i <= options.minutes(); i++, from += minute) {
        long delivered = trial.delivered();
        Pause.millis((from + minute - trial.now()) / Micros.MILLI + 1);
        Map<Run.Step, Lateness> late = trial.sample(from, from + minute - 2 * Micros.SECOND);
        double rss = trial.usage().rssKib() / 1_024.0;
        double heap = trial.heapBytes() / 1_048_576.0;
        System.out.printf(
            "  minute %d: RSS %s MiB, heap %s MiB, %d fires, confirmed late p50 %s p99 %s ms%n",
            i,
            Report.number(rss),
            Report.number(heap),
            trial.delivered() - delivered,
            Report.number(late.get(Run.Step.CONFIRMED).millis(0.5)),
            Report.number(late.get(Run.Step.CONFIRMED).millis(0.99)));
        measured
            .add(Metric.mebibytes("RSS, minute " + i), rss)
            .add(Metric.mebibytes("heap, minute " + i), heap)
            .add(Metric.number("fires, minute " + i), trial.delivered() - delivered)
            .add(
                Metric.millis("confirmed late p99, minute " + i),
                late.get(Run.Step.CONFIRMED).millis(0.99));
      }
    }
    return measured;
  }

  private int rate() {
    return options.size(2_000, 200);
  }
}
