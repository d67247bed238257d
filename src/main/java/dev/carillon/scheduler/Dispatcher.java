package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.target.Delivery;
import dev.carillon.target.FireMessage;
import dev.carillon.target.Target;
import dev.carillon.target.TargetSender;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Hands claimed fires to the sender of their target and what comes back to the settler. */
@ApplicationScoped
class Dispatcher {

  private static final Logger LOG = Logger.getLogger(Dispatcher.class);

  private final Map<Class<? extends Target>, TargetSender<?>> senders = new HashMap<>();
  private final InFlight inFlight;
  private final Settler settler;

  Dispatcher(@Any Instance<TargetSender<?>> senders, InFlight inFlight, Settler settler) {
    senders.forEach(sender -> this.senders.put(sender.targetType(), sender));
    this.inFlight = inFlight;
    this.settler = settler;
  }

  /** Starts the deliveries; returns without waiting for any of them. */
  void dispatch(List<Claimed> claimed) {
    claimed.forEach(one -> inFlight.add(one.fire()));
    claimed.forEach(this::dispatch);
  }

  private void dispatch(Claimed claimed) {
    send(claimed)
        .whenComplete(
            (delivery, failure) ->
                settler.add(claimed, failure == null ? delivery : broken(claimed, failure)));
  }

  private CompletionStage<Delivery> send(Claimed claimed) {
    Fire fire = claimed.fire();
    FireMessage message =
        new FireMessage(
            fire.key().fireId(), fire.namespace, fire.jobId, fire.scheduledTime, fire.attempt);
    try {
      return send(message, claimed.target());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The map pairs each class with the sender that names it. */
  @SuppressWarnings("unchecked")
  private <T extends Target> CompletionStage<Delivery> send(FireMessage message, T target) {
    TargetSender<T> sender = (TargetSender<T>) senders.get(target.getClass());
    return sender == null
        ? CompletableFuture.completedFuture(
            Delivery.Rejected.fatal("no sender for targets of type " + target.type()))
        : sender.send(message, target);
  }

  private static Delivery broken(Claimed claimed, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    LOG.errorf(
        cause,
        "a sender broke jobId=%s fireId=%s",
        claimed.fire().jobId,
        claimed.fire().key().fireId());
    return Delivery.Rejected.retryable("the sender broke: " + cause);
  }
}
