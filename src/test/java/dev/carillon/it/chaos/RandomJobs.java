package dev.carillon.it.chaos;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Definitions of jobs that fire often. */
final class RandomJobs {

  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe");

  /** Under these every fire time is delivered, however late. */
  private static final String STRICT =
      """
      "misfireGraceTime": null, "coalesce": "ALL", "maxInstances": null,""";

  private static final String RETRIES =
      """
      "retryPolicy": {"maxAttempts": 100, "minBackoff": "PT0.5S", "maxBackoff": "PT2S",
                      "multiplier": 2, "jitter": 0.2}""";

  /** Path at which the receiver lets its callers wait, so that fires are under way for long. */
  static final String SLOW = "/slow";

  private static final String QUICK = "/quick";

  private final Random random;
  private final String topic;
  private final UnaryOperator<String> url;

  /**
   * @param url makes a URL of the receiver of a path
   */
  RandomJobs(Random random, String topic, UnaryOperator<String> url) {
    this.random = random;
    this.topic = topic;
    this.url = url;
  }

  /** The body of a PUT. */
  String job(String id, boolean isStrict, boolean isKafka, String mark, String trigger) {
    return """
        {"description": "%s", "timeZone": "%s", "trigger": %s, "target": %s, %s %s}"""
        .formatted(
            mark,
            ZONES.get(random.nextInt(ZONES.size())),
            trigger,
            isKafka ? kafka(id) : http(),
            isStrict ? STRICT : "",
            RETRIES);
  }

  /** The body of a PATCH of the target. */
  String target(boolean isKafka, String mark) {
    return isKafka
        ? "{\"description\": \"%s\", \"target\": {\"key\": \"k%d\", \"value\": {\"now\": \"%s\"}}}"
            .formatted(mark, random.nextInt(50), mark)
        : "{\"description\": \"%s\", \"target\": {\"body\": {\"now\": \"%s\"}, \"timeout\": \"PT%dS\"}}"
            .formatted(mark, mark, 3 + random.nextInt(4));
  }

  /** A trigger of any kind. */
  String trigger() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> "{\"type\": \"interval\", \"seconds\": 1}";
      case 3 -> "{\"type\": \"interval\", \"seconds\": %d}".formatted(2 + random.nextInt(6));
      case 4 ->
          "{\"type\": \"interval\", \"seconds\": %d, \"startDate\": \"%s\"}"
              .formatted(1 + random.nextInt(3), soon(-30_000, 5_000));
      case 5 -> "{\"type\": \"interval\", \"seconds\": 2, \"fireImmediately\": true}";
      case 6 -> "{\"type\": \"cron\", \"second\": \"*/%d\"}".formatted(1 + random.nextInt(4));
      case 7 -> "{\"type\": \"cron\", \"expression\": \"*/2 * * * * *\"}";
      case 8 ->
          """
          {"type": "or", "triggers": [{"type": "cron", "second": "*/3"},
                                      {"type": "cron", "second": "1,31,44,45"}]}""";
      default -> date(soon(500, 15_000));
    };
  }

  /** A trigger of one time. */
  static String date(Instant at) {
    return "{\"type\": \"date\", \"runDate\": \"%s\"}".formatted(at);
  }

  private Instant soon(int least, int most) {
    return Instant.now()
        .plusMillis(least + random.nextInt(most - least))
        .truncatedTo(ChronoUnit.MICROS);
  }

  private String kafka(String id) {
    return "{\"type\": \"kafka\", \"topic\": \"%s\", \"key\": \"%s\", \"value\": {\"n\": 1}}"
        .formatted(topic, id);
  }

  private String http() {
    return "{\"type\": \"http\", \"method\": \"POST\", \"url\": \"%s\", \"body\": {\"n\": 1}, \"timeout\": \"PT5S\"}"
        .formatted(url.apply(random.nextInt(3) == 0 ? SLOW : QUICK));
  }
}
