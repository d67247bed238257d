package dev.carillon.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has to be seen of a request before the HTTP layer acts on it by itself, which would answer
 * without a problem document.
 */
@ApplicationScoped
class HttpLayer {

  /** Before the layer's own limit of bodies. */
  private static final int EARLY = 1000;

  private static final String BATCH = ":batchCreate";

  private final ObjectMapper json;

  HttpLayer(ObjectMapper json) {
    this.json = json;
  }

  void register(@Observes Filters filters) {
    filters.register(this::checkHeaders, EARLY);
  }

  private void checkHeaders(RoutingContext context) {
    HttpServerRequest request = context.request();
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    if (accept != null && accept.isBlank()) {
      // The same as none, but the negotiation of the answer cannot read it.
      request.headers().remove(HttpHeaders.ACCEPT);
    }
    int limit =
        request.path().endsWith(BATCH)
            ? BodyTooLargeException.BATCH_LIMIT
            : BodyTooLargeException.LIMIT;
    if (isTooLong(request.getHeader(HttpHeaders.CONTENT_LENGTH), limit)) {
      BodyTooLargeException failure = new BodyTooLargeException(limit);
      String message = String.valueOf(failure.getMessage());
      answer(context, 413, message, new Violation("", message));
    } else {
      context.next();
    }
  }

  private void answer(RoutingContext context, int status, String detail, Violation... violations) {
    try {
      String body = json.writeValueAsString(Problem.of(status, detail, List.of(violations)));
      context.response().setStatusCode(status);
      context.response().putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
      context.response().end(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem could not be written as JSON", e);
    }
  }

  private static boolean isTooLong(@Nullable String length, int limit) {
    try {
      return length != null && Long.parseLong(length) > limit;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
