package dev.carillon.api;

import dev.carillon.api.problem.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keyset paging: a token says after which row the next page begins. */
final class Paging {

  private static final int DEFAULT_SIZE = 100;
  private static final int MOST = 1000;
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Paging() {}

  /** Reads {@code pageSize}: 1 to 1000, default 100. */
  static int size(@Nullable String text) {
    if (text == null) {
      return DEFAULT_SIZE;
    }
    try {
      int size = Integer.parseInt(text);
      if (size >= 1 && size <= MOST) {
        return size;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new InvalidRequestException(
        "/pageSize", "'" + text + "' is not valid: expected 1 to 1000");
  }

  /** Reads {@code pageToken}; null for the first page. */
  static <T> @Nullable T after(@Nullable String token, Function<String, T> reader) {
    if (token == null || token.isEmpty()) {
      return null;
    }
    try {
      byte[] text = Base64.getUrlDecoder().decode(token);
      return reader.apply(new String(text, StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw new InvalidRequestException("/pageToken", "not a token of a page before");
    }
  }

  /** Reads the time in a token: one that the ledger can have. */
  static Instant time(String text) {
    Instant time = Instant.parse(text);
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new IllegalArgumentException(text);
    }
    return time;
  }

  /** The token of the next page; null if this one, read with one row too many, is the last. */
  static <T> @Nullable String next(List<T> rows, int size, Function<T, String> key) {
    if (rows.size() <= size) {
      return null;
    }
    byte[] text = key.apply(rows.get(size - 1)).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /** Reads a state to filter by; null for all. */
  static <E extends Enum<E>> @Nullable E state(@Nullable String text, Class<E> type) {
    return oneOf("state", text, type);
  }

  /** Reads a value to filter by from the parameter of this name; null for all. */
  static <E extends Enum<E>> @Nullable E oneOf(String name, @Nullable String text, Class<E> type) {
    if (text == null) {
      return null;
    }
    try {
      return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          "/" + name,
          "'"
              + text
              + "' is not a "
              + name
              + ": expected one of "
              + Arrays.toString(type.getEnumConstants()));
    }
  }
}
