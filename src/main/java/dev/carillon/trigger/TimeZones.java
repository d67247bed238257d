package dev.carillon.trigger;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Time zones by IANA name. */
final class Zones {

  private Zones() {}

  /** The zone; null if there is none. The offsets that Java reads as well are no IANA names. */
  static @Nullable ZoneId find(String id) {
    if (id.startsWith("GMT+0") || id.startsWith("GMT-0")) {
      return id.length() == 5 ? ZoneOffset.UTC : null;
    }
    if (id.startsWith("UTC+")
        || id.startsWith("UTC-")
        || id.startsWith("UT+")
        || id.startsWith("UT-")
        || id.startsWith("GMT+")
        || id.startsWith("GMT-")) {
      return null;
    }
    try {
      ZoneId zone = ZoneId.of(id);
      return zone instanceof ZoneOffset ? null : zone;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
