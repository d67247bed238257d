package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.target.Delivery;
import dev.carillon.target.FireMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hands claimed fires to the sender of their target and what comes back to the settler. */
@ApplicationScoped
class Dispatcher {

  private static final Logger LOG = Logger.getLogger(Dispatcher.class);

  private final Senders senders;
  private final InFlight inFlight;
  private final Settler settler;

  Dispatcher(Senders senders, InFlight inFlight, Settler settler) {
    this.senders = senders;
    this.inFlight = inFlight;
    this.settler = settler;
  }

  /** Starts the deliveries; returns without waiting for any of them. */
  void dispatch(List<Claimed> claimed) {
    claimed.forEach(one -> inFlight.add(one.fire()));
    claimed.forEach(this::dispatch);
  }

  private void dispatch(Claimed claimed) {
    Fire fire = claimed.fire();
    FireMessage message =
        new FireMessage(
            fire.key().fireId(), fire.namespace, fire.jobId, fire.scheduledTime, fire.attempt);
    senders
        .send(message, claimed.target())
        .whenComplete(
            (delivery, failure) ->
                settler.add(claimed, delivery != null ? delivery : broken(claimed, failure)));
  }

  private static Delivery broken(Claimed claimed, @Nullable Throwable failure) {
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
