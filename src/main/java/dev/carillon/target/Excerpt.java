package dev.carillon.target;

/** The beginning of a caller's value, fit for an error message. */
final class Excerpt {

  private static final int MAX = 60;

  private Excerpt() {}

  static String of(String value) {
    String shown = value.length() > MAX ? value.substring(0, MAX) + "…" : value;
    // Neither control characters nor halves of a surrogate pair may reach a message: they break
    // logs and cannot be written as UTF-8.
    return shown.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
  }
}
