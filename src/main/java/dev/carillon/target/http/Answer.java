package dev.carillon.target.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What has come of an answer so far. Keeps the beginning of its body and counts the rest. */
final class Answer {

  /** What the ledger keeps of a body, in bytes. */
  static final int KEPT_BYTES = 2048;

  /** What is read of a body, in bytes, to have the connection back for the next request. */
  private static final int READ_BYTES = 1024 * 1024;

  private final int status;
  private final @Nullable Duration retryAfter;
  private final Buffer kept = Buffer.buffer();
  private long read;

  Answer(HttpClientResponse response) {
    this.status = response.statusCode();
    MultiMap headers = response.headers();
    this.retryAfter =
        RetryAfter.parse(headers.get(HttpHeaders.RETRY_AFTER), headers.get(HttpHeaders.DATE));
  }

  int status() {
    return status;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  void add(Buffer chunk) {
    read += chunk.length();
    int room = KEPT_BYTES - kept.length();
    kept.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
  }

  /** True once it is cheaper to drop the connection than to read on. */
  boolean isTooLong() {
    return read > READ_BYTES;
  }

  /** The beginning of the body, at most 2048 characters; null if there is none. */
  @Nullable String text() {
    if (kept.length() == 0) {
      return null;
    }
    String text = kept.toString(StandardCharsets.UTF_8);
    // The cut may have gone through a character, which then shows as one replacement character.
    boolean cut = read > kept.length() && text.endsWith("\ufffd");
    return cut ? text.substring(0, text.length() - 1) : text;
  }
}
