package dev.carillon.trigger;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Time zones by IANA name. */
public final class TimeZones {

  /** Links of the IANA database that Java leaves out, or reads as something else. */
  private static final Map<String, String> LINKS =
      Map.of(
          "EST", "America/Panama",
          "MST", "America/Phoenix",
          "HST", "Pacific/Honolulu",
          "ROC", "Asia/Taipei",
          "GMT+0", "GMT",
          "GMT-0", "GMT");

  private TimeZones() {}

  /** The zone; null if there is none. The offsets that Java reads as well are no IANA names. */
  public static @Nullable ZoneId find(String id) {
    String link = LINKS.get(id);
    if (link != null) {
      return ZoneId.of(link);
    }
    if (id.startsWith("UTC+")
        || id.startsWith("UTC-")
        || id.startsWith("UT+")
        || id.startsWith("UT-")
        || id.startsWith("GMT+")
        || id.startsWith("GMT-")
        || id.startsWith("SystemV/")
        || id.equals("UT")) {
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
