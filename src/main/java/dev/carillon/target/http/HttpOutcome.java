package dev.carillon.target.http;

import dev.carillon.target.Delivery;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** What an answer, or the lack of one, means for the fire. */
final class HttpOutcome {

  private static final Set<Integer> RETRYABLE = Set.of(408, 425, 429);

  private HttpOutcome() {}

  static Delivery of(Answer answer) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return new Delivery.Accepted(status, answer.text());
    }
    boolean retryable = status >= 500 || RETRYABLE.contains(status);
    return new Delivery.Rejected(
        retryable,
        "HTTP status " + status,
        status,
        answer.text(),
        retryable ? answer.retryAfter() : null);
  }

  /** A network failure in a few words of our own: those of the libraries may quote the request. */
  static String errorText(Throwable error) {
    if (error instanceof UnknownHostException) {
      return "unknown host";
    }
    if (error instanceof ConnectException) {
      return "could not connect";
    }
    if (error instanceof SSLException) {
      return "TLS handshake failed";
    }
    // Vert.x has its own exception for a close, which is no IOException.
    if (error instanceof HttpClosedException || error instanceof IOException) {
      return "connection closed before the answer";
    }
    return "no valid HTTP answer (" + error.getClass().getSimpleName() + ")";
  }
}
