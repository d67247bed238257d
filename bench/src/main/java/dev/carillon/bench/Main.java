package dev.carillon.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures what the command line names, prints the tables and writes a CSV file. */
final class Main {

  /** Of one measurement, besides the minutes of a soak. */
  private static final Duration LIMIT = Duration.ofMinutes(20);

  private final Options options;
  private final Report report;

  private Main(Options options, Report report) {
    this.options = options;
    this.report = report;
  }

  /** See {@link Options#USAGE}. Exit code 1 = a measurement failed, 2 = the command is wrong. */
  public static void main(String[] arguments) throws Exception {
    if (List.of(arguments).contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    Options options;
    List<Workload> workloads;
    try {
      options = Options.parse(List.of(arguments));
      workloads = workloads(options);
    } catch (RuntimeException e) {
      System.err.println(e.getMessage() + "\n" + Options.USAGE);
      System.exit(2);
      return;
    }
    String load = Machine.load();
    int failures;
    try (Stage stage = Stage.start(options)) {
      List<String> head = Machine.lines(options, load, stage.database().version());
      head.forEach(System.out::println);
      Report report = Report.open(options.results(), head);
      new Main(options, report).measure(workloads, stage);
      System.out.print("\n" + report.finish());
      failures = report.failures();
    }
    System.exit(failures == 0 ? 0 : 1);
  }

  private void measure(List<Workload> workloads, Stage stage) {
    for (Workload workload : workloads) {
      System.out.println("\n" + workload.title());
      for (int repeat = 1; repeat <= options.repeat(); repeat++) {
        for (Contestant system : workload.contestants()) {
          if (options.systems().contains(system)) {
            measure(workload, repeat, system, stage);
          }
        }
      }
    }
  }

  private void measure(Workload workload, int repeat, Contestant system, Stage stage) {
    long begin = System.nanoTime();
    try {
      Measured measured = Watchdog.bound(limit(workload), () -> workload.measure(system, stage));
      report.add(workload.title(), repeat, system, measured);
      System.out.printf(
          "  %d %s: measured in %d s%n",
          repeat, system, (System.nanoTime() - begin) / 1_000_000_000);
    } catch (NotPossibleException e) {
      report.unavailable(workload.title(), repeat, system, e.getMessage());
      System.out.printf("  %d %s: n/a, %s%n", repeat, system, e.getMessage());
    } catch (Exception e) {
      if (Cleanup.isUnderWay()) {
        throw new IllegalStateException("ended from outside", e);
      }
      report.failed(workload.title(), repeat, system, e);
      System.out.printf("  %d %s: failed%n", repeat, system);
      e.printStackTrace(System.out);
    }
  }

  private Duration limit(Workload workload) {
    return workload instanceof SoakWorkload ? LIMIT.plusMinutes(options.minutes()) : LIMIT;
  }

  private static List<Workload> workloads(Options options) {
    List<Workload> all = new ArrayList<>();
    all.add(new DrainWorkload(options.size(20_000, 300)));
    if (!options.quick()) {
      all.add(new DrainWorkload(100_000));
    }
    all.addAll(
        List.of(
            new RateWorkload(options),
            new PrecisionWorkload(options),
            new CreateWorkload(options),
            new BigTableWorkload(options),
            new TwoPodsWorkload(options),
            new HerdWorkload(options),
            new SoakWorkload(options)));
    options.workloads().stream()
        .filter(name -> all.stream().noneMatch(workload -> workload.name().equals(name)))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException("No workload " + name);
            });
    return all.stream().filter(workload -> options.workloads().contains(workload.name())).toList();
  }
}
