package dev.carillon.api;

import dev.carillon.api.problem.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** A query parameter that is true or false; anything else must not pass as false. */
final class Flag {

  private Flag() {}

  static boolean of(String name, @Nullable String text) {
    if (text == null || text.equalsIgnoreCase("false")) {
      return false;
    }
    if (text.equalsIgnoreCase("true")) {
      return true;
    }
    throw new InvalidRequestException(
        "/" + name, "'" + text + "' is not valid: expected true or false");
  }
}
