package dev.carillon.it.chaos;

import dev.carillon.it.Json;
import dev.carillon.it.chaos.Call.Found;
import dev.carillon.it.chaos.Call.Outcome;
import dev.carillon.testing.JsonClient;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Calls one process or another, and finds out what became of calls that were not answered.
 *
 * <p>Such a call may still take effect, whenever the process that has it wakes up. So it is fenced
 * off: the job is given another version, which the call's {@code If-Match} does not name.
 */
final class Caller {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration REST = Duration.ofMillis(200);

  private final List<JsonClient> pods;
  private final Random random;
  private final Tally tally;
  private int fences;

  Caller(List<JsonClient> pods, Random random, Tally tally) {
    this.pods = pods;
    this.random = random;
    this.tally = tally;
  }

  /** Makes a call, and returns when it is certain what became of it. */
  Outcome call(Call call) {
    Instant sent = Instant.now();
    HttpResponse<String> answer =
        send(call.method(), call.path() + call.verb(), call.body(), call.headers());
    Instant returned = Instant.now();
    if (answer != null && isSuccess(answer)) {
      tally.count("call " + call.kind());
      return new Outcome.Taken(foundOrGone(answer), sent, returned, true);
    }
    if (answer != null && answer.statusCode() < 500) {
      tally.count("call " + call.kind() + " refused with " + answer.statusCode());
      return new Outcome.Refused(answer.statusCode());
    }
    tally.count("call " + call.kind() + " unknown, " + why(answer));
    return resolve(call, sent);
  }

  /** The job as it is; null if there is none. Asks until somebody answers. */
  @Nullable Found find(String path) {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      HttpResponse<String> answer = send("GET", path, "");
      if (answer != null && isSuccess(answer)) {
        return found(answer);
      }
      if (answer != null && answer.statusCode() == 404) {
        return null;
      }
      rest();
    }
    throw new AssertionError("Nobody answers GET " + path);
  }

  private Outcome resolve(Call call, Instant sent) {
    Instant end = sent.plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      Found found = find(call.path());
      if (found == null && call.kind() == Change.Kind.DELETE) {
        return new Outcome.Taken(null, sent, Instant.now(), false);
      }
      if (found != null && call.isDone().test(found.job())) {
        return new Outcome.Taken(found, sent, Instant.now(), false);
      }
      HttpResponse<String> answer =
          found == null
              ? send(call.method(), call.path(), call.body(), call.headers())
              : send("PATCH", call.path(), fence(), "If-Match", found.tag());
      if (answer != null && isSuccess(answer)) {
        return found == null
            ? new Outcome.Taken(found(answer), sent, Instant.now(), true)
            : new Outcome.NotTaken(found(answer));
      }
      rest();
    }
    throw new AssertionError("Nobody knows what became of " + call);
  }

  private String fence() {
    return "{\"description\": \"fence-%d-%d\"}".formatted(fences++, random.nextInt());
  }

  private @Nullable HttpResponse<String> send(
      String method, String path, String body, String... headers) {
    JsonClient pod = pods.get(random.nextInt(pods.size()));
    try {
      return switch (method) {
        case "GET" -> pod.get(path, headers);
        case "PUT" -> pod.put(path, body, headers);
        case "PATCH" -> pod.patch(path, body, headers);
        case "POST" -> pod.post(path, body, headers);
        case "DELETE" -> pod.delete(path, headers);
        default -> throw new IllegalArgumentException(method);
      };
    } catch (UncheckedIOException e) {
      return null;
    }
  }

  private static String why(@Nullable HttpResponse<String> answer) {
    return answer == null ? "no answer" : "status " + answer.statusCode();
  }

  private static boolean isSuccess(HttpResponse<String> answer) {
    return answer.statusCode() >= 200 && answer.statusCode() < 300;
  }

  private static @Nullable Found foundOrGone(HttpResponse<String> answer) {
    return answer.body().isEmpty() ? null : found(answer);
  }

  private static Found found(HttpResponse<String> answer) {
    return new Found(Json.parse(answer.body()), answer.headers().firstValue("ETag").orElseThrow());
  }

  private static void rest() {
    LockSupport.parkNanos(REST.toNanos());
  }
}
