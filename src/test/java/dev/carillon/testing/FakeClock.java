package dev.carillon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A wall clock of one process that can be made to jump while it runs, by the library libfaketime.
 * Clocks that count from the start of the machine go on as they are.
 */
public final class FakeClock {

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"),
          Path.of("/usr/lib64/faketime/libfaketime.so.1"),
          Path.of("/usr/lib/faketime/libfaketime.so.1"));

  private final Path library;
  private final Path offset;

  private FakeClock(Path library, Path offset) {
    this.library = library;
    this.offset = offset;
  }

  /**
   * A clock that is right until its first jump.
   *
   * @throws IllegalStateException if the library is not installed
   */
  public static FakeClock create(String name) {
    Path library =
        PLACES.stream()
            .filter(Files::isReadable)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "libfaketime is needed to let the clock of a process jump: install the"
                            + " package libfaketime (apt-get install libfaketime). Looked for "
                            + PLACES));
    FakeClock clock =
        new FakeClock(library, Directories.target("faketime").resolve(name + ".offset"));
    clock.jump(Duration.ZERO);
    return clock;
  }

  /** What a process needs in its environment to go by this clock. */
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", offset.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DISABLE_SHM", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // What is set right here is an error of an old libc; with a newer one no wait would last.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  /** Lets the clock jump to so much beside the true time; the process sees it within a second. */
  public void jump(Duration away) {
    try {
      Path next = Path.of(offset + ".next");
      Files.writeString(next, "%+d\n".formatted(away.toSeconds()), StandardCharsets.US_ASCII);
      Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
