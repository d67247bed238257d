package dev.carillon.target.kafka;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Holds the one producer: makes it when it is first needed, and again after it was discarded. */
final class ProducerSlot {

  private final Supplier<Producer<byte[], byte[]>> factory;
  private @Nullable Producer<byte[], byte[]> current;
  private boolean closed;

  ProducerSlot(Supplier<Producer<byte[], byte[]>> factory) {
    this.factory = factory;
  }

  /**
   * The producer. Making it looks up the addresses of the brokers, which can take a while.
   *
   * @throws IllegalStateException if the slot is closed
   */
  synchronized Producer<byte[], byte[]> get() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    if (current == null) {
      current = factory.get();
    }
    return current;
  }

  /**
   * Takes out a producer that will not work again; the caller closes it.
   *
   * @return false if it was taken out already
   */
  synchronized boolean discard(Producer<byte[], byte[]> broken) {
    if (current != broken) {
      return false;
    }
    current = null;
    return true;
  }

  /** Closes the producer for good, sending what it still holds for at most {@code patience}. */
  void close(Duration patience) {
    Producer<byte[], byte[]> last;
    synchronized (this) {
      closed = true;
      last = current;
      current = null;
    }
    if (last != null) {
      last.close(patience);
    }
  }
}
