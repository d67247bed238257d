package dev.carillon.target.http;

import dev.carillon.target.HttpTarget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many deliveries are under way to each origin. Thread-safe. */
final class Origins {

  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
  private final int most;

  Origins(int most) {
    this.most = most;
  }

  boolean hasRoom(HttpTarget target) {
    return underWay.getOrDefault(of(target), 0) < most;
  }

  void enter(HttpTarget target) {
    underWay.merge(of(target), 1, Integer::sum);
  }

  void leave(HttpTarget target) {
    underWay.computeIfPresent(of(target), (origin, count) -> count > 1 ? count - 1 : null);
  }

  /** The beginning of the URL, which is valid: without user info and fragment. */
  private static String of(HttpTarget target) {
    String url = target.url();
    int end = url.indexOf("://") + 3;
    while (end < url.length() && url.charAt(end) != '/' && url.charAt(end) != '?') {
      end++;
    }
    return url.substring(0, end);
  }
}
