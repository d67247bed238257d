package dev.carillon.scheduler;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What others may know and ask of the loop. Thread-safe. */
@Singleton
final class LoopState {

  private volatile boolean stopping;
  private volatile boolean ended;
  private volatile long beat = System.nanoTime();
  private volatile @Nullable String failure;
  private volatile boolean everTurned;

  void turned() {
    everTurned = true;
    failure = null;
    beat = System.nanoTime();
  }

  /** A turn failed; the loop itself is alive. */
  void failed(Throwable cause) {
    failure = cause.getClass().getSimpleName();
    beat = System.nanoTime();
  }

  void ended() {
    ended = true;
  }

  void stop() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }

  boolean hasEnded() {
    return ended;
  }

  boolean hasTurned() {
    return everTurned;
  }

  /** How long ago the latest turn was over, well or not. */
  Duration sinceTurn() {
    return Duration.ofNanos(System.nanoTime() - beat);
  }

  /** Why the latest turn failed; null if it did not. */
  @Nullable String failure() {
    return failure;
  }
}
