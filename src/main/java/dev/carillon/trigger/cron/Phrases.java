package dev.carillon.trigger.cron;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Pieces of English sentences. */
final class Phrases {

  /** A sentence with more than so many values is not read but counted. */
  private static final int MOST = 12;

  private static final int SHOWN = 6;

  private Phrases() {}

  /** {@code a}, {@code a and b}, {@code a, b and c}; the first few of very many. */
  static String list(List<String> words) {
    if (words.size() > MOST) {
      int more = words.size() - SHOWN;
      return String.join(", ", words.subList(0, SHOWN)) + " and " + more + " more";
    }
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** The values in order, three and more neighbours as {@code a to b}. */
  static String values(ValueSet values, IntFunction<String> name) {
    List<String> words = new ArrayList<>();
    int from = values.next(0);
    while (from >= 0) {
      int to = from;
      int next = values.next(from + 1);
      while (next == to + 1) {
        to = next;
        next = values.next(to + 1);
      }
      if (to - from > 1) {
        words.add(name.apply(from) + " to " + name.apply(to));
      } else {
        words.add(name.apply(from));
        if (to > from) {
          words.add(name.apply(to));
        }
      }
      from = next;
    }
    return list(words);
  }

  /** {@code 1st}, {@code 22nd}. */
  static String ordinal(int n) {
    boolean teen = n / 10 % 10 == 1;
    String suffix =
        teen ? "th" : n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : n % 10 == 3 ? "rd" : "th";
    return n + suffix;
  }

  static String plural(String unit, int count) {
    return count == 1 ? unit : unit + "s";
  }
}
