package dev.carillon.target.http;

import dev.carillon.target.Delivery;
import dev.carillon.target.FireMessage;
import dev.carillon.target.HttpTarget;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: a request, its answer, and the timer that ends both. All of it happens on one Vert.x
 * context, so there is nothing to lock.
 *
 * <p>The status decides as soon as it is there; the body that follows is only a note for the
 * ledger. A body that breaks off or never ends does not turn a 2xx into a failure.
 */
final class Exchange {

  private final Vertx vertx;
  private final HttpClient client;
  private final Duration patience;
  private final FireMessage fire;
  private final HttpTarget target;
  private final CompletableFuture<Delivery> result = new CompletableFuture<>();

  private long timer;
  private @Nullable HttpClientRequest request;
  private @Nullable Answer answer;

  /**
   * @param patience how long to wait for one of the origin's connections; the attempt's own time
   *     begins only then, since a busy origin is no fault of this request
   */
  Exchange(Vertx vertx, HttpClient client, Duration patience, FireMessage fire, HttpTarget target) {
    this.vertx = vertx;
    this.client = client;
    this.patience = patience;
    this.fire = fire;
    this.target = target;
  }

  CompletionStage<Delivery> start() {
    vertx.getOrCreateContext().runOnContext(ignored -> guarded(this::connect));
    return result;
  }

  private void connect() {
    timer = vertx.setTimer(patience.toMillis(), ignored -> finish(noConnection()));
    client
        .request(HttpRequests.options(fire, target))
        .onSuccess(connected -> guarded(() -> write(connected)))
        .onFailure(this::failed);
  }

  private void write(HttpClientRequest connected) {
    vertx.cancelTimer(timer);
    timer = vertx.setTimer(target.timeout().toMillis(), ignored -> timedOut());
    request = connected;
    connected.exceptionHandler(this::failed);
    if (result.isDone()) {
      drop();
      return;
    }
    byte[] content = target.content();
    Buffer body = content == null ? Buffer.buffer() : Buffer.buffer(content);
    (takesNoBody() ? connected.send() : connected.send(body))
        .onSuccess(response -> guarded(() -> read(response)))
        .onFailure(this::failed);
  }

  /** Other methods say that their body is empty, with {@code Content-Length: 0}. */
  private boolean takesNoBody() {
    return target.body() == null
        && (target.method().equals("GET")
            || target.method().equals("HEAD")
            || target.method().equals("DELETE")
            || target.method().equals("OPTIONS"));
  }

  private void read(HttpClientResponse response) {
    Answer coming = new Answer(response);
    answer = coming;
    response.exceptionHandler(this::failed);
    response.endHandler(ignored -> finish(HttpOutcome.of(coming)));
    response.handler(
        chunk -> {
          coming.add(chunk);
          if (coming.isTooLong()) {
            finish(HttpOutcome.of(coming));
            drop();
          }
        });
  }

  private Delivery noConnection() {
    return Delivery.Rejected.retryable("no connection to the receiver within " + patience);
  }

  private void timedOut() {
    finish(
        answer != null
            ? HttpOutcome.of(answer)
            : Delivery.Rejected.retryable("no answer within " + target.timeout()));
    drop();
  }

  private void failed(Throwable error) {
    finish(
        answer != null
            ? HttpOutcome.of(answer)
            : Delivery.Rejected.retryable(HttpOutcome.errorText(error)));
  }

  /** Closes the connection: the next request must not meet the rest of this answer. */
  private void drop() {
    if (request != null) {
      request.reset();
    }
  }

  private void finish(Delivery delivery) {
    vertx.cancelTimer(timer);
    result.complete(delivery);
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      failed(e);
      drop();
    }
  }
}
