package dev.carillon.testing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How an {@link HttpReceiver} answers.
 *
 * @param status status code
 * @param delay how long the caller waits for the answer
 * @param headers response headers
 * @param body response body, possibly empty
 */
public record Answer(int status, Duration delay, Map<String, String> headers, String body) {

  /** 200 at once. */
  public static final Answer OK = status(200);

  /** A status at once, without body. */
  public static Answer status(int status) {
    return new Answer(status, Duration.ZERO, Map.of(), "");
  }

  /** The same answer after a while. */
  public Answer after(Duration wait) {
    return new Answer(status, wait, headers, body);
  }

  /** The same answer with one more header. */
  public Answer header(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Answer(status, delay, Map.copyOf(more), body);
  }

  /** The same answer with a text as body. */
  public Answer body(String text) {
    return new Answer(status, delay, headers, text);
  }
}
