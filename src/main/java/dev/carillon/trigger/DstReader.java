package dev.carillon.trigger;

import dev.carillon.trigger.wall.DstPolicy;
import java.util.Map;
import java.util.Set;

/** Reads {@code dst}: {@code {"gap": "SKIP", "overlap": "BOTH"}}. */
final class DstReader {

  /** A cron rule fires at every instant whose wall clock matches. */
  static final DstPolicy CRON = DstPolicy.MATCHING;

  /** A calendar interval fires once a day at most. */
  static final DstPolicy CALENDAR = new DstPolicy(DstPolicy.Gap.SKIP, DstPolicy.Overlap.FIRST);

  private static final Set<String> MEMBERS = Set.of("gap", "overlap");

  private DstReader() {}

  static DstPolicy read(Members members, DstPolicy absent) {
    if (!members.has("dst")) {
      return absent;
    }
    if (!(members.value("dst") instanceof Map<?, ?> values)) {
      throw members.invalid("dst", "is an object with gap and overlap");
    }
    Members dst = new Members(values, members.at("dst"));
    dst.allowOnly(MEMBERS);
    return new DstPolicy(
        dst.choice("gap", DstPolicy.Gap.class, absent.gap()),
        dst.choice("overlap", DstPolicy.Overlap.class, absent.overlap()));
  }
}
