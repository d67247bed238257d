package dev.carillon.target.http;

import dev.carillon.target.FireMessage;
import dev.carillon.target.HttpTarget;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/** Makes the request of a fire. */
final class HttpRequests {

  private HttpRequests() {}

  static RequestOptions options(FireMessage fire, HttpTarget target) {
    URI uri = target.uri();
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() != -1 ? uri.getPort() : tls ? 443 : 80;
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return new RequestOptions()
        .setMethod(HttpMethod.valueOf(target.method()))
        .setSsl(tls)
        .setHost(uri.getHost())
        .setPort(port)
        .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
        .setFollowRedirects(false)
        .setHeaders(headers(fire, target));
  }

  private static MultiMap headers(FireMessage fire, HttpTarget target) {
    MultiMap headers = HttpHeaders.headers();
    headers.set(HttpHeaders.USER_AGENT, "Carillon");
    String contentType = target.contentType();
    if (contentType != null) {
      headers.set(HttpHeaders.CONTENT_TYPE, contentType);
    }
    // The caller's headers replace the two defaults above; those below cannot be given.
    target.headers().forEach(headers::set);
    headers.set("Idempotency-Key", fire.fireId());
    headers.set("webhook-id", fire.fireId());
    fire.cloudEventAttributes().forEach((name, value) -> headers.set("ce-" + name, value));
    return headers;
  }
}
