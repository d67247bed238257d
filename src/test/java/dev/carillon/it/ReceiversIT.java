package dev.carillon.it;

import static dev.carillon.it.BadReceiver.BACKOFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Answer;
import dev.carillon.testing.CarillonProcess;
import dev.carillon.testing.HttpArrival;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RawReceiver;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Receivers of every bad kind, one job each, beside a hundred healthy jobs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceiversIT {

  private static final String SCHEMA = "carillon_it_receivers";
  private static final int HEALTHY = 100;
  private static final Duration PHASE = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration ASKED = Duration.ofSeconds(3);
  private static final Duration SLOW = Duration.ofSeconds(10);
  private static final String LONG_BODY = "0123456789abcdef".repeat(640);
  private static final int KEPT = 2048;

  private final HttpReceiver well = HttpReceiver.create();
  private final HttpReceiver bad = HttpReceiver.create();
  private final RawReceiver closing = RawReceiver.closing();
  private final RawReceiver garbage = RawReceiver.saying(() -> "220 mail.example ESMTP\r\n\r\n");
  private final RawReceiver silent = RawReceiver.silent();
  private final RawReceiver dated = RawReceiver.saying(() -> retryAfterDate(Instant.now()));
  private final RawReceiver datedElsewhen =
      RawReceiver.saying(() -> retryAfterDate(Instant.parse("2001-02-03T04:05:06Z")));
  private final LedgerTables ledger = new LedgerTables(SharedParts.database(), SCHEMA);

  private CarillonProcess application;
  private Api api;
  private List<FireRow> before;
  private List<FireRow> meanwhile;

  @BeforeAll
  void run() {
    SharedParts.database().createDatabase(SCHEMA);
    answerBadly();
    application = SharedParts.application("receivers", SCHEMA).start();
    api = new Api(application.client(), "receivers");
    IntStream.range(0, HEALTHY).forEach(i -> api.put("healthy-" + i, healthy(i)));
    Run.until(Instant.now().plusSeconds(3));

    Instant baseline = Instant.now();
    Run.until(baseline.plus(PHASE));
    Instant trouble = Instant.now();
    badReceivers().forEach(receiver -> api.put(receiver.id(), receiver.job()));
    Run.until(trouble.plus(PHASE));
    await("every bad fire is final")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(badReceivers()).allMatch(this::isFinal));
    Instant end = Instant.now();
    await("the healthy fires are final")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(ledger.fires("healthy-%", baseline, end))
                    .allMatch(fire -> fire.finishedAt() != null));
    before = ledger.fires("healthy-%", baseline, trouble);
    meanwhile = ledger.fires("healthy-%", trouble, end);
  }

  @AfterAll
  void close() {
    application.close();
    Stream.of(well, bad).forEach(HttpReceiver::close);
    Stream.of(closing, garbage, silent, dated, datedElsewhen).forEach(RawReceiver::close);
  }

  private void answerBadly() {
    bad.answer("/500", Answer.status(500).body("out of order"));
    bad.answer("/long", Answer.status(503).body(LONG_BODY));
    bad.answer("/408", Answer.status(408));
    bad.answer("/404", Answer.status(404).body("no such hook"));
    bad.answer("/410", Answer.status(410));
    bad.answer("/429", Answer.status(429).header("Retry-After", "" + ASKED.toSeconds()));
    bad.answer("/302", Answer.status(302).header("Location", "" + bad.uri("/elsewhere")));
    bad.answer("/slow", Answer.OK.body("at last").after(SLOW));
    bad.answer("/too-slow", Answer.OK.after(SLOW));
  }

  private static String retryAfterDate(Instant date) {
    return "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\nDate: %s\r\nRetry-After: %s\r\n\r\n"
        .formatted(httpDate(date), httpDate(date.plus(ASKED)));
  }

  private static String httpDate(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  Stream<BadReceiver> badReceivers() {
    Duration[] usual = {BACKOFF, BACKOFF.multipliedBy(2)};
    return Stream.of(
        BadReceiver.retried("answers-500", bad.uri("/500"), 500, usual).saying("out of order"),
        BadReceiver.retried("answers-at-length", bad.uri("/long"), 503, usual)
            .saying(LONG_BODY.substring(0, KEPT)),
        BadReceiver.retried("answers-408", bad.uri("/408"), 408, usual),
        BadReceiver.retried("asks-for-3-seconds", bad.uri("/429"), 429, ASKED, ASKED),
        BadReceiver.retried("asks-for-a-date", dated.uri("/"), 429, ASKED, ASKED),
        BadReceiver.retried("asks-by-another-clock", datedElsewhen.uri("/"), 429, ASKED, ASKED),
        BadReceiver.retried("answers-404", bad.uri("/404"), 404).saying("no such hook"),
        BadReceiver.retried("answers-410", bad.uri("/410"), 410),
        BadReceiver.retried("redirects", bad.uri("/302"), 302),
        new BadReceiver(
            "answers-after-10-seconds",
            bad.uri("/slow"),
            "PT30S",
            List.of(),
            "SUCCEEDED",
            200,
            null,
            "at last",
            SLOW),
        silent("answers-too-late", bad.uri("/too-slow"), 2, "no answer within PT2S"),
        silent("never-answers", silent.uri("/"), 1, "no answer within PT1S"),
        silent("closes", closing.uri("/"), 10, "connection closed before the answer"),
        silent("says-garbage", garbage.uri("/"), 10, "no valid HTTP answer"));
  }

  private static BadReceiver silent(String id, URI url, int seconds, String error) {
    return BadReceiver.silent(id, url, Duration.ofSeconds(seconds), error);
  }

  @ParameterizedTest
  @MethodSource("badReceivers")
  void theLedgerHasEveryAttempt(BadReceiver receiver) {
    JsonNode job = api.get(receiver.id());
    JsonNode fire = onlyFire(receiver);
    List<AttemptRow> attempts = attempts(job, fire);
    System.out.println("ReceiversIT: " + line(receiver, attempts));

    assertThat(Json.text(fire, "state")).isEqualTo(receiver.state());
    assertThat(attempts)
        .extracting(AttemptRow::attempt)
        .isEqualTo(IntStream.rangeClosed(1, receiver.waits().size() + 1).boxed().toList());
    assertThat(attempts)
        .allSatisfy(
            attempt -> {
              assertThat(attempt.outcome()).isEqualTo(receiver.state());
              assertThat(attempt.pod()).isEqualTo(Json.text(fire, "podId"));
              assertThat(attempt.status()).isEqualTo(receiver.status());
              assertThat(attempt.response()).isEqualTo(receiver.response());
              assertThat(attempt.took()).isBetween(receiver.took(), PATIENCE);
              if (receiver.error() == null) {
                assertThat(attempt.error()).isNull();
              } else {
                assertThat(attempt.error()).startsWith(receiver.error());
              }
            });
    for (int i = 0; i < receiver.waits().size(); i++) {
      assertThat(attempts.get(i).until(attempts.get(i + 1)))
          .as("between attempt %d and the next", i + 1)
          .isBetween(receiver.waits().get(i), PATIENCE);
    }
    assertThat(Json.instant(fire, "firstStartedAt")).isEqualTo(attempts.get(0).startedAt());
    assertThat(
            Json.text(job, receiver.state().equals("SUCCEEDED") ? "successCount" : "failureCount"))
        .isEqualTo("1");
    assertThat(Json.text(job, "inFlight")).isEqualTo("0");
  }

  @Test
  void eachAttemptIsOneRequestOfTheSameFire() {
    badReceivers()
        .filter(receiver -> receiver.url().getPort() == bad.uri("/").getPort())
        .forEach(
            receiver -> {
              List<HttpArrival> arrivals = bad.arrivalsAt(receiver.url().getPath());
              String fireId = Json.text(onlyFire(receiver), "fireId");
              assertThat(arrivals)
                  .as(receiver.id())
                  .hasSize(receiver.waits().size() + 1)
                  .allMatch(arrival -> fireId.equals(arrival.header("ce-id")));
            });
    assertThat(bad.arrivalsAt("/elsewhere")).as("a redirect is not followed").isEmpty();
    assertThat(Stream.of(closing, garbage, silent).map(RawReceiver::requests)).containsOnly(2);
    assertThat(Stream.of(dated, datedElsewhen).map(RawReceiver::requests)).containsOnly(3);
  }

  @Test
  void onlyAReceiverThatIsGonePausesItsJob() {
    badReceivers()
        .filter(receiver -> !receiver.id().equals("answers-410"))
        .forEach(
            receiver ->
                assertThat(Json.text(api.get(receiver.id()), "state"))
                    .as(receiver.id())
                    .isEqualTo("ENABLED"));

    JsonNode gone =
        await()
            .atMost(PATIENCE)
            .until(() -> api.get("answers-410"), job -> Json.text(job, "state").equals("PAUSED"));
    String fireId = Json.text(api.fires("answers-410").get(0), "fireId");
    assertThat(Json.text(gone, "stateBy")).isEqualTo("carillon");
    assertThat(Json.text(gone, "stateReason"))
        .isEqualTo("the receiver is gone: it answered 410 to fire " + fireId);
    assertThat(Json.instant(gone, "stateChangedAt"))
        .isAfterOrEqualTo(Json.instant(api.fire(fireId), "finishedAt"));
    assertThat(gone.hasNonNull("nextRunTime")).isFalse();
  }

  @Test
  void otherJobsAreAsPunctualAsBefore() {
    Lateness startBefore = Lateness.of(before, FireRow::startedAt);
    Lateness startMeanwhile = Lateness.of(meanwhile, FireRow::startedAt);
    Lateness endBefore = Lateness.of(before, FireRow::finishedAt);
    Lateness endMeanwhile = Lateness.of(meanwhile, FireRow::finishedAt);
    System.out.println(
        "ReceiversIT: healthy jobs without bad receivers: %d fires, started %s, finished %s"
            .formatted(before.size(), startBefore, endBefore));
    System.out.println(
        "ReceiversIT: healthy jobs with bad receivers: %d fires, started %s, finished %s"
            .formatted(meanwhile.size(), startMeanwhile, endMeanwhile));

    assertThat(before).hasSizeGreaterThanOrEqualTo(HEALTHY * (int) (PHASE.toSeconds() - 1));
    assertThat(meanwhile).hasSizeGreaterThanOrEqualTo(HEALTHY * (int) (PHASE.toSeconds() - 1));
    assertThat(before).allMatch(FireRow::succeededAtOnce);
    assertThat(meanwhile).allMatch(FireRow::succeededAtOnce);
    assertThat(startMeanwhile.percentile(99)).isLessThan(Duration.ofSeconds(5));
  }

  private String healthy(int i) {
    return """
        {"trigger": {"type": "interval", "seconds": 1}, "coalesce": "ALL", "maxInstances": null,
         "target": {"type": "http", "url": "%s", "body": {"n": %d}}}
        """
        .formatted(well.uri("/in/" + i), i);
  }

  private boolean isFinal(BadReceiver receiver) {
    return Json.text(onlyFire(receiver), "state").equals(receiver.state());
  }

  private JsonNode onlyFire(BadReceiver receiver) {
    List<JsonNode> fires = api.fires(receiver.id());
    assertThat(fires).as(receiver.id()).hasSize(1);
    return fires.get(0);
  }

  private List<AttemptRow> attempts(JsonNode job, JsonNode fire) {
    return ledger.attempts(Json.text(job, "uid"), Json.instant(fire, "scheduledTime"));
  }

  private static String line(BadReceiver receiver, List<AttemptRow> attempts) {
    StringBuilder line = new StringBuilder(receiver.id());
    for (int i = 0; i < attempts.size(); i++) {
      AttemptRow attempt = attempts.get(i);
      line.append("; #%d %s".formatted(attempt.attempt(), attempt.outcome()))
          .append(attempt.status() == null ? "" : " " + attempt.status())
          .append(" in %d ms".formatted(attempt.took().toMillis()))
          .append(attempt.error() == null ? "" : " (" + attempt.error() + ")");
      if (i + 1 < attempts.size()) {
        line.append(", waits %d ms".formatted(attempt.until(attempts.get(i + 1)).toMillis()));
      }
    }
    return line.toString();
  }
}
