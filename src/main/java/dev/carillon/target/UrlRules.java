package dev.carillon.target;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** What URL a fire may be sent to. No message repeats the URL: it may contain a credential. */
final class UrlRules {

  private static final int MAX_LENGTH = 2048;

  private UrlRules() {}

  static void check(String pointer, @Nullable String url) {
    if (url == null) {
      throw new InvalidTargetException(pointer, "is required");
    }
    if (url.length() > MAX_LENGTH) {
      throw new InvalidTargetException(pointer, "longer than " + MAX_LENGTH + " characters");
    }
    URI uri = parse(pointer, url);
    String scheme = uri.getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
      throw new InvalidTargetException(pointer, "is not an absolute http or https URL");
    }
    if (uri.getRawUserInfo() != null) {
      throw new InvalidTargetException(
          pointer, "must not contain user info; use an Authorization header");
    }
    if (uri.getHost() == null) {
      throw new InvalidTargetException(pointer, "has no legal host name");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65535) {
      throw new InvalidTargetException(pointer, "port " + uri.getPort() + " is not in 1..65535");
    }
    if (uri.getRawFragment() != null) {
      throw new InvalidTargetException(pointer, "must not have a fragment");
    }
  }

  private static URI parse(String pointer, String url) {
    Payload.utf8(pointer, url);
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new InvalidTargetException(
          pointer, "is not a URL: %s at index %d".formatted(e.getReason(), e.getIndex()));
    }
  }
}
