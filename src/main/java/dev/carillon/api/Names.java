package dev.carillon.api;

import dev.carillon.api.problem.InvalidRequestException;
import java.util.regex.Pattern;

/** What namespaces and jobs may be called. */
final class Names {

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private Names() {}

  static String namespace(String name) {
    if (!NAMESPACE.matcher(name).matches()) {
      throw new InvalidRequestException(
          "/namespace",
          "'" + name + "' is not a namespace: 1 to 63 lower case letters, digits and inner dashes");
    }
    return name;
  }

  static String id(String id) {
    if (!ID.matcher(id).matches()) {
      throw new InvalidRequestException(
          "/id",
          "'"
              + id
              + "' is not a job id: 1 to 128 letters, digits, dots, underscores and dashes,"
              + " beginning with a letter or digit");
    }
    return id;
  }
}
