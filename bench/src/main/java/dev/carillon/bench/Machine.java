package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the numbers were measured on, in a few lines. */
final class Machine {

  private Machine() {}

  static List<String> lines(Options options, String load, String database) {
    return List.of(
        "machine: "
            + Runtime.getRuntime().availableProcessors()
            + " cores, "
            + first("/proc/cpuinfo", "model name")
            + ", "
            + first("/proc/meminfo", "MemTotal")
            + ", load before "
            + load,
        "java: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        "database: " + database + " " + String.join(" ", Database.settings()),
        "carillon: "
            + options.revision()
            + ", full ledger, Kafka acks=all, "
            + options.partitions()
            + " partitions; peers: no-op handlers; -Xmx"
            + options.heap()
            + " each",
        options.quick()
            ? "QUICK: the sizes only prove that it works, these numbers say nothing"
            : "each system measured " + options.repeat() + " times, alternating; medians");
  }

  /** The machine's load average now. */
  static String load() {
    return first("/proc/loadavg", "");
  }

  private static String first(String file, String prefix) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(prefix))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
