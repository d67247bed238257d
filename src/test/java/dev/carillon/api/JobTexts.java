package dev.carillon.api;

/** JSON of jobs that do not fire while a test runs. */
final class JobTexts {

  static final String FUTURE = "{\"type\": \"date\", \"runDate\": \"2037-01-01T00:00:00Z\"}";
  static final String PAST = "{\"type\": \"date\", \"runDate\": \"2024-02-29T12:00:00Z\"}";
  static final String HOURLY = "{\"type\": \"interval\", \"hours\": 1}";
  static final String KAFKA = "{\"type\": \"kafka\", \"topic\": \"api-tests\"}";

  private JobTexts() {}

  /** A target that nobody listens at. */
  static String http() {
    return http("\"method\": \"GET\"");
  }

  /** The same with further members. */
  static String http(String members) {
    return "{\"type\": \"http\", \"url\": \"http://127.0.0.1:9/\", " + members + "}";
  }

  /** A job with these further members. */
  static String job(String... members) {
    return jobOf(FUTURE, http(), members);
  }

  /** A job of this trigger and target, with further members. */
  static String jobOf(String trigger, String target, String... members) {
    String more = members.length == 0 ? "" : ", " + String.join(", ", members);
    return "{\"trigger\": %s, \"target\": %s%s}".formatted(trigger, target, more);
  }
}
