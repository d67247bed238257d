package dev.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used so far, as Linux tells it in {@code /proc}.
 *
 * @param cpuMicros user and system time of all its threads; counted in ticks of 10 ms
 * @param rssKib resident memory
 */
record ProcessUsage(long cpuMicros, long rssKib) {

  /** The kernel's USER_HZ, which is 100 on every architecture that this runs on. */
  private static final long MICROS_PER_TICK = 10_000;

  /** Place of utime after the closing bracket of the command's name, see proc(5). */
  private static final int UTIME = 11;

  static ProcessUsage of(long pid) {
    Path proc = Path.of("/proc", Long.toString(pid));
    try {
      String stat = Files.readString(proc.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1]);
      return new ProcessUsage(ticks * MICROS_PER_TICK, rss(proc.resolve("status")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long rss(Path status) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
