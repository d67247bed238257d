package dev.carillon.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The numbers of one workload: a row for each metric, a column for each system. */
final class Table {

  private final Map<Metric, Map<Contestant, List<Double>>> values = new LinkedHashMap<>();
  private final Map<Contestant, Set<String>> notes = new EnumMap<>(Contestant.class);

  void add(Metric metric, Contestant system, double value) {
    values
        .computeIfAbsent(metric, any -> new EnumMap<>(Contestant.class))
        .computeIfAbsent(system, any -> new ArrayList<>())
        .add(value);
  }

  void note(Contestant system, String text) {
    notes.computeIfAbsent(system, any -> new LinkedHashSet<>()).add(text);
  }

  /**
   * Medians, the range in brackets, and for the peers by which factor Carillon is better.
   *
   * @param title the workload
   */
  String markdown(String title) {
    EnumSet<Contestant> systems = EnumSet.noneOf(Contestant.class);
    values.values().forEach(row -> systems.addAll(row.keySet()));
    StringBuilder text = new StringBuilder("## ").append(title).append("\n\n");
    if (!systems.isEmpty()) {
      text.append("| |");
      systems.forEach(system -> text.append(' ').append(system).append(" |"));
      text.append("\n|---|").append("---:|".repeat(systems.size())).append('\n');
    }
    values.forEach(
        (metric, row) -> {
          text.append("| ").append(metric.name());
          text.append(metric.unit().isEmpty() ? "" : ", " + metric.unit()).append(" |");
          for (Contestant system : systems) {
            text.append(' ').append(cell(metric, row, system)).append(" |");
          }
          text.append('\n');
        });
    notes.forEach(
        (system, all) -> all.forEach(note -> text.append(system + " " + note).append('\n')));
    return text.toString();
  }

  private static String cell(Metric metric, Map<Contestant, List<Double>> row, Contestant system) {
    List<Double> own = row.get(system);
    if (own == null) {
      return "";
    }
    double median = median(own);
    List<Double> carillon = row.get(Contestant.CARILLON);
    double advantage =
        system.isCarillon() || carillon == null
            ? Double.NaN
            : metric.advantage(median(carillon), median);
    return Report.number(median)
        + (own.size() < 2 ? "" : " (" + ends(own) + ")")
        + (Double.isFinite(advantage) && advantage > 0
            ? String.format(Locale.ROOT, " %.2f×", advantage)
            : "");
  }

  private static String ends(List<Double> values) {
    return Report.number(Collections.min(values)) + "–" + Report.number(Collections.max(values));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
