package dev.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All numbers of a run: a CSV line each as they come, tables of medians at the end. */
final class Report {

  private final Path csv;
  private final List<String> head;
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private int failures;

  private Report(Path csv, List<String> head) {
    this.csv = csv;
    this.head = List.copyOf(head);
  }

  /** Opens a new CSV file, named by the present time. */
  static Report open(Path directory, List<String> head) {
    try {
      Files.createDirectories(directory);
      String time = Micros.instant(Micros.local() / Micros.SECOND * Micros.SECOND).toString();
      Path csv = directory.resolve("bench-" + time.replace(":", "") + ".csv");
      List<String> lines = new ArrayList<>();
      head.forEach(line -> lines.add("# " + line));
      lines.add("workload,repeat,system,metric,unit,value,note");
      Files.write(csv, lines);
      return new Report(csv, head);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(String workload, int repeat, Contestant system, Measured measured) {
    measured
        .values()
        .forEach(
            (metric, value) -> {
              table(workload).add(metric, system, value);
              write(workload, repeat, system, metric.name(), metric.unit(), number(value), "");
            });
  }

  /** Notes that a system cannot do a workload. */
  void unavailable(String workload, int repeat, Contestant system, String why) {
    table(workload).note(system, "n/a: " + why);
    write(workload, repeat, system, "", "", "n/a", why);
  }

  /** Notes that a measurement went wrong. */
  void failed(String workload, int repeat, Contestant system, Exception e) {
    failures++;
    String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    table(workload).note(system, "failed: " + why);
    write(workload, repeat, system, "", "", "failed", why);
  }

  int failures() {
    return failures;
  }

  /** All tables as Markdown, which are also written beside the CSV file. */
  String finish() {
    StringBuilder text = new StringBuilder();
    tables.forEach((workload, table) -> text.append(table.markdown(workload)).append('\n'));
    try {
      Files.writeString(
          Path.of(csv.toString().replaceFirst("csv$", "md")),
          String.join("\n", head) + "\n\n" + text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append("CSV: ").append(csv).append('\n').toString();
  }

  private Table table(String workload) {
    return tables.computeIfAbsent(workload, name -> new Table());
  }

  private void write(String workload, int repeat, Contestant system, String... fields) {
    StringBuilder line = new StringBuilder();
    line.append('"').append(workload).append("\",").append(repeat).append(',').append(system);
    for (String field : fields) {
      line.append(",\"").append(field.replace("\"", "'").replace("\n", " ")).append('"');
    }
    try {
      Files.writeString(csv, line.append('\n'), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String number(double value) {
    if (Double.isNaN(value)) {
      return "n/a";
    }
    return Double.isInfinite(value)
        ? "not all came"
        : String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%.0f", value);
  }
}
