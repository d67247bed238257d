package dev.carillon.scheduler;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What others may know and ask of the loop. Thread-safe. */
@Singleton
final class LoopState {

  private volatile boolean stopping;
  private volatile @Nullable String ended;
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

  /** The same work, which tells if it ends though nobody stops it: nothing will take its place. */
  Runnable watched(String part, Runnable work) {
    return () -> {
      try {
        work.run();
      } finally {
        if (!stopping) {
          ended = part;
        }
      }
    };
  }

  void stop() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }

  /** Which part of the scheduler has ended though nobody stopped it; null if none. */
  @Nullable String ended() {
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
