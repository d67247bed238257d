package dev.carillon.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a MySQL-protocol server listens and who may enter.
 *
 * @param host host name or address
 * @param port TCP port
 * @param parameters driver parameters with the leading question mark, or empty
 * @param username user with all rights
 * @param password possibly empty
 */
record ServerAddress(String host, int port, String parameters, String username, String password) {

  private static final Pattern URL =
      Pattern.compile("jdbc:mysql://([^/:?]+)(?::(\\d+))?(?:/[^?]*)?(\\?.*)?");

  static ServerAddress local(int port, String username, String password) {
    return new ServerAddress("127.0.0.1", port, "", username, password);
  }

  /** The server that {@code TEST_JDBC_URL} names; null if it is not set. */
  static @Nullable ServerAddress ofEnvironment() {
    String url = System.getenv("TEST_JDBC_URL");
    return url == null || url.isBlank()
        ? null
        : parse(
            url,
            System.getenv().getOrDefault("TEST_JDBC_USERNAME", "root"),
            System.getenv().getOrDefault("TEST_JDBC_PASSWORD", ""));
  }

  static ServerAddress parse(String url, String username, String password) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(url + " is not jdbc:mysql://host:port/database");
    }
    int port = matcher.group(2) == null ? 3306 : Integer.parseInt(matcher.group(2));
    String parameters = matcher.group(3) == null ? "" : matcher.group(3);
    return new ServerAddress(matcher.group(1), port, parameters, username, password);
  }

  String jdbcUrl(String database) {
    return "jdbc:mysql://" + host + ":" + port + "/" + database + parameters;
  }
}
