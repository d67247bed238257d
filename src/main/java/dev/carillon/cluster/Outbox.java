package dev.carillon.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to be told: never more than one instant, the earliest. Offering it waits for nobody. */
final class Outbox {

  private @Nullable Instant earliest;
  private boolean closed;

  synchronized void offer(Instant due) {
    if (earliest == null || due.isBefore(earliest)) {
      earliest = due;
      notifyAll();
    }
  }

  /** Waits for something to tell; null once the outbox is closed and empty. */
  synchronized @Nullable Instant take() throws InterruptedException {
    while (earliest == null && !closed) {
      wait();
    }
    Instant due = earliest;
    earliest = null;
    return due;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
