package dev.carillon.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What to measure, from the command line.
 *
 * @param workloads names of workloads
 * @param quick whether to run with sizes that only prove that it works
 * @param repeat how often each system is measured
 * @param systems who takes part
 * @param minutes length of the soak
 * @param heap the -Xmx of every system
 * @param partitions of the topic
 * @param carillonJar the packaged application
 * @param results directory of the CSV files
 * @param revision of the measured source, for the head of the report
 */
record Options(
    List<String> workloads,
    boolean quick,
    int repeat,
    List<Contestant> systems,
    int minutes,
    String heap,
    int partitions,
    Path carillonJar,
    Path results,
    String revision) {

  /** What is measured when the command line names nothing; a soak is asked for by name. */
  private static final List<String> ALL = List.of("W1", "W2", "W3", "W4", "W5", "W6", "W7");

  static final String USAGE =
      """
      usage: bench/run [W1 W2 W3 W4 W5 W6 W7 soak] [options]
        --quick           small sizes that prove that it works; their numbers say nothing;
                          if no workload is named, W1 and W3
        --repeat N        measure each system N times, alternating (3; with --quick 1)
        --systems A,B     of carillon, carillon-http, db-scheduler, quartz, jobrunr (all)
        --minutes N       length of the soak (30; with --quick 1)
        --heap SIZE       -Xmx of every system (256m)
        --partitions N    of the topic that Carillon delivers to (3)
        --no-build        take what was built before
      """;

  Options {
    if (repeat < 1 || minutes < 1 || partitions < 1) {
      throw new IllegalArgumentException("Numbers of options are at least 1");
    }
    if (!Files.isReadable(carillonJar)) {
      throw new IllegalArgumentException("No packaged application at " + carillonJar);
    }
  }

  static Options parse(List<String> arguments) {
    boolean quick = arguments.contains("--quick");
    List<String> workloads = new ArrayList<>();
    List<Contestant> systems = List.of(Contestant.values());
    int repeat = quick ? 1 : 3;
    int minutes = quick ? 1 : 30;
    int partitions = 3;
    String heap = "256m";
    Path jar = Path.of("target/quarkus-app/quarkus-run.jar");
    Path results = Path.of("bench/results");
    String revision = "unknown";
    for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
      String word = words.next();
      switch (word) {
        case "--quick", "--no-build" -> {}
        case "--repeat" -> repeat = Integer.parseInt(words.next());
        case "--minutes" -> minutes = Integer.parseInt(words.next());
        case "--partitions" -> partitions = Integer.parseInt(words.next());
        case "--heap" -> heap = words.next();
        case "--jar" -> jar = Path.of(words.next());
        case "--results" -> results = Path.of(words.next());
        case "--revision" -> revision = words.next();
        case "--systems" ->
            systems = List.of(words.next().split(",")).stream().map(Contestant::of).toList();
        default -> workloads.add(word);
      }
    }
    if (workloads.isEmpty()) {
      workloads.addAll(quick ? List.of("W1", "W3") : ALL);
    }
    return new Options(
        List.copyOf(workloads),
        quick,
        repeat,
        systems,
        minutes,
        heap,
        partitions,
        jar.toAbsolutePath(),
        results.toAbsolutePath(),
        revision);
  }

  /** One of two sizes. */
  int size(int full, int small) {
    return quick ? small : full;
  }
}
