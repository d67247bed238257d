package dev.carillon.bench;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the handlers of a peer saw: when each fire was due, and when it ran. */
final class Observations {

  private static final int CHUNK = 1 << 16;

  private final DatabaseClock clock;
  private final List<long[]> chunks = new ArrayList<>();
  private int used = CHUNK;

  Observations(DatabaseClock clock) {
    this.clock = clock;
  }

  /** Notes that a fire that was due at that time runs now. */
  void note(long dueMicros) {
    long now = clock.micros();
    synchronized (this) {
      if (used == CHUNK) {
        chunks.add(new long[CHUNK]);
        used = 0;
      }
      long[] chunk = chunks.get(chunks.size() - 1);
      chunk[used] = dueMicros;
      chunk[used + 1] = now;
      used += 2;
    }
  }

  synchronized int count() {
    return chunks.isEmpty() ? 0 : ((chunks.size() - 1) * CHUNK + used) / 2;
  }

  synchronized void clear() {
    chunks.clear();
    used = CHUNK;
  }

  /** Writes all pairs, due and ran, as binary longs. */
  synchronized void dump(Path file) throws IOException {
    int left = count() * 2;
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (long[] chunk : chunks) {
        for (int i = 0; i < CHUNK && left > 0; i++, left--) {
          out.writeLong(chunk[i]);
        }
      }
    }
  }
}
