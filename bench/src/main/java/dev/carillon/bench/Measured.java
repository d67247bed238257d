package dev.carillon.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers of one system in one measurement. */
final class Measured {

  private final Map<Metric, Double> values = new LinkedHashMap<>();

  Measured add(Metric metric, double value) {
    values.put(metric, value);
    return this;
  }

  /** Median and tail of a lateness, if there is one. */
  Measured lateness(String name, Lateness lateness) {
    if (lateness.count() > 0) {
      add(Metric.millis(name + " p50"), lateness.millis(0.5));
      add(Metric.millis(name + " p99"), lateness.millis(0.99));
      add(Metric.millis(name + " max"), lateness.maxMillis());
    }
    return this;
  }

  /** The lateness of all steps that the system tells. */
  Measured lateness(Run run) {
    lateness("claim late", run.lateness(Run.Step.CLAIMED));
    lateness("start late", run.lateness(Run.Step.STARTED));
    lateness("arrival late", run.lateness(Run.Step.ARRIVED));
    lateness("confirmed late", run.lateness(Run.Step.CONFIRMED));
    return add(Metric.number("started early"), run.lateness(Run.Step.STARTED).early());
  }

  /** CPU time per fire of each process. */
  Measured costs(Meter.Costs costs, int fires) {
    return costs("", costs, fires).benchmark(costs, fires);
  }

  /** CPU time per fire of each process of the system, and its memory. */
  Measured costs(String when, Meter.Costs costs, int fires) {
    add(Metric.cpu("CPU/fire scheduler" + when), (double) costs.scheduler() / fires);
    add(Metric.cpu("CPU/fire database" + when), (double) costs.database() / fires);
    add(Metric.cpu("CPU/fire broker" + when), (double) costs.broker() / fires);
    return add(Metric.mebibytes("RSS" + when), costs.rssKib() / 1_024.0);
  }

  private Measured benchmark(Meter.Costs costs, int fires) {
    return add(Metric.cpu("CPU/fire benchmark"), (double) costs.benchmark() / fires);
  }

  Map<Metric, Double> values() {
    return values;
  }
}
