package dev.carillon.target;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which headers a caller may add to what is sent, and how many. */
enum HeaderRules {
  /** ASCII values: what lies beyond has no agreed meaning in HTTP. */
  HTTP(
      "[\\t\\x20-\\x7e]*",
      "ce[-_].*|webhook-.*|idempotency-key|host|content-length|transfer-encoding|connection"
          + "|keep-alive|proxy-connection|te|trailer|upgrade|expect"),

  /** Values are UTF-8 text. */
  KAFKA("[^\\p{Cntrl}\\x{80}-\\x{9f}]*", "ce[-_].*");

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");
  private static final int MAX_COUNT = 64;
  private static final int MAX_BYTES = 32 * 1024;

  private final Pattern values;
  private final Pattern reserved;

  HeaderRules(String values, String reserved) {
    this.values = Pattern.compile(values);
    this.reserved = Pattern.compile(reserved, Pattern.CASE_INSENSITIVE);
  }

  /**
   * An unmodifiable copy in the same order.
   *
   * @throws InvalidTargetException if a name or value is not legal, or if they are too many
   */
  Map<String, String> checked(String pointer, @Nullable Map<String, @Nullable String> headers) {
    if (headers == null) {
      return Map.of();
    }
    if (headers.size() > MAX_COUNT) {
      throw new InvalidTargetException(
          pointer, "%d headers, at most %d are allowed".formatted(headers.size(), MAX_COUNT));
    }
    Map<String, String> copy = new LinkedHashMap<>();
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    int bytes = 0;
    for (Map.Entry<String, @Nullable String> header : headers.entrySet()) {
      String name = header.getKey();
      String member = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
      checkName(member, name);
      if (!seen.add(name)) {
        throw new InvalidTargetException(member, "is given twice, in different letter case");
      }
      String value = header.getValue();
      if (value == null || !values.matcher(value).matches()) {
        throw new InvalidTargetException(
            member, "the value is not text without control characters");
      }
      bytes += name.length() + Payload.utf8(member, value).length;
      copy.put(name, value);
    }
    if (bytes > MAX_BYTES) {
      throw new InvalidTargetException(pointer, "names and values are more than 32 KiB in all");
    }
    return Collections.unmodifiableMap(copy);
  }

  private void checkName(String member, String name) {
    if (!TOKEN.matcher(name).matches()) {
      throw new InvalidTargetException(
          member, "'%s' is not a header name (RFC 9110 token)".formatted(Excerpt.of(name)));
    }
    if (reserved.matcher(name).matches()) {
      throw new InvalidTargetException(member, "'%s' is set by Carillon".formatted(name));
    }
  }
}
