package dev.carillon.testing;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Prometheus reads from the application under test at one instant. */
public record Scrape(String text) {

  private static final Pattern TYPE = Pattern.compile("# TYPE (carillon_\\w+) \\w+");

  public static Scrape of(JsonClient client) {
    HttpResponse<String> answer = client.get("/q/metrics");
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return new Scrape(answer.body());
  }

  /** The sum over the series of that name with these tags, each as {@code name="value"}. */
  public double sum(String name, String... tags) {
    return series(name, tags).stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** The lines of the series of that name with these tags. */
  public List<String> series(String name, String... tags) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> List.of(tags).stream().allMatch(line::contains))
        .toList();
  }

  /** All series of the application's own. */
  public List<String> ours() {
    return text.lines().filter(line -> line.startsWith("carillon_")).toList();
  }

  /** The names of the application's own metrics, without largest values. */
  public Set<String> names() {
    return TYPE.matcher(text)
        .results()
        .map(type -> type.group(1))
        .filter(name -> !name.endsWith("_max"))
        .collect(Collectors.toSet());
  }
}
