package dev.carillon.target;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Delivers fires to one kind of target. Implementations are CDI beans.
 *
 * @param <T> the kind of target
 */
public interface TargetSender<T extends Target> {

  /** The kind of target that this sender serves. */
  Class<T> targetType();

  /**
   * Why no fire can be delivered to this kind of target in this process, so that a job can be
   * refused when it is put; null if one can. Says nothing of a receiver that is away for a while.
   */
  default @Nullable String unavailableReason() {
    return null;
  }

  /**
   * Whom a delivery to this target goes to. Above its limit, or above a share of all deliveries of
   * this process, a fire waits and takes no slot: a receiver that hangs does not keep the others
   * from their fires, and what has started is under way.
   */
  default Receiver receiver(T target) {
    return new Receiver(target.type(), Integer.MAX_VALUE);
  }

  /**
   * Tries once to deliver a fire. Returns without waiting: neither for the network nor for a
   * buffer.
   *
   * @return completes with what came back, always and within bounded time; an exceptional
   *     completion counts as a retryable failure, and so does an exception. It may complete on an
   *     I/O thread: what follows must not block there
   */
  CompletionStage<Delivery> send(FireMessage fire, T target);
}
