package dev.carillon.testing;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as the receiver saw it.
 *
 * @param at when the request line was read, by the clock of this machine
 * @param method HTTP method
 * @param path path without query
 * @param headers values by name in lower case
 * @param body as UTF-8 text, possibly empty
 */
public record HttpArrival(
    Instant at, String method, String path, Map<String, List<String>> headers, String body) {

  /** First value of a header, whatever its case; null if it was not sent. */
  public @Nullable String header(String name) {
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null ? null : values.get(0);
  }
}
