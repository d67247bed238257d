package dev.carillon.target.http;

import java.util.Locale;

/** The part of a URL that decides which connections a request may use. */
final class Origin {

  private Origin() {}

  /**
   * Scheme, host and port, in lower case, the port always named.
   *
   * @param url valid, without user info
   */
  static String of(String url) {
    int host = url.indexOf("://") + 3;
    int end = host;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    String origin = url.substring(0, end).toLowerCase(Locale.ROOT);
    int colon = origin.lastIndexOf(':');
    if (colon < host || origin.endsWith("]")) {
      return origin + (origin.startsWith("https") ? ":443" : ":80");
    }
    return colon == end - 1 ? Origin.of(origin.substring(0, colon)) : origin;
  }
}
