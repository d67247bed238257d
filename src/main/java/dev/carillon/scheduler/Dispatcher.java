package dev.carillon.scheduler;

import dev.carillon.target.Delivery;
import dev.carillon.target.Receiver;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hands claimed fires to the sender of their target and what comes back to the settler. */
@ApplicationScoped
class Dispatcher {

  private static final Logger LOG = Logger.getLogger(Dispatcher.class);

  private final Messages messages;
  private final Receivers receivers;
  private final Agenda agenda;
  private final Settler settler;

  Dispatcher(Messages messages, Receivers receivers, Agenda agenda, Settler settler) {
    this.messages = messages;
    this.receivers = receivers;
    this.agenda = agenda;
    this.settler = settler;
  }

  /** Starts the delivery; returns without waiting for it. */
  void dispatch(Claimed claimed, Receiver receiver) {
    receivers.enter(receiver);
    messages
        .send(claimed)
        .whenComplete(
            (delivery, failure) -> {
              settler.add(claimed, delivery != null ? delivery : broken(claimed, failure));
              receivers.leave(receiver);
              agenda.unpark(receiver);
            });
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
