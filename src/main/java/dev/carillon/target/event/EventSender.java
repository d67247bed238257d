package dev.carillon.target.event;

import dev.carillon.target.Delivery;
import dev.carillon.target.Delivery.Accepted;
import dev.carillon.target.Delivery.Rejected;
import dev.carillon.target.EventTarget;
import dev.carillon.target.FireMessage;
import dev.carillon.target.TargetSender;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends fires as CDI events to observers in the process.
 *
 * <p>The container knows all observers from the build, so a fire that nobody observes is a mistake
 * that no later attempt repairs: it is rejected, and the target is unavailable.
 */
@ApplicationScoped
class EventSender implements TargetSender<EventTarget> {

  private static final Logger LOG = Logger.getLogger(EventSender.class);

  private final Observers observers;
  private final Executor workers;

  @Inject
  EventSender(Observers observers, ManagedExecutor workers) {
    this(observers, (Executor) workers);
  }

  EventSender(Observers observers, Executor workers) {
    this.observers = observers;
    this.workers = workers;
  }

  @Override
  public Class<EventTarget> targetType() {
    return EventTarget.class;
  }

  @Override
  public @Nullable String unavailableReason() {
    return observers.exist() ? null : "no bean of this Carillon observes FireEvent";
  }

  @Override
  public CompletionStage<Delivery> send(FireMessage fire, EventTarget target) {
    try {
      String unavailable = unavailableReason();
      return unavailable == null
          ? tell(fire, target)
          : CompletableFuture.completedFuture(Rejected.fatal(unavailable));
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(Rejected.retryable("no worker for the observers"));
    }
  }

  private CompletionStage<Delivery> tell(FireMessage fire, EventTarget target) {
    FireEvent event =
        new FireEvent(
            fire.fireId(),
            fire.namespace(),
            fire.jobId(),
            fire.scheduledTime(),
            fire.attempt(),
            target.name(),
            target.payload());
    return CompletableFuture.supplyAsync(() -> observers.tell(event), workers)
        .thenCompose(told -> told)
        .<Delivery>thenApply(told -> new Accepted(null, null))
        .exceptionally(error -> threw(fire, error))
        .completeOnTimeout(
            Rejected.retryable("the observers did not return within " + target.timeout()),
            target.timeout().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static Delivery threw(FireMessage fire, Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    // The ledger has the kind alone: what an observer says may quote the payload.
    LOG.warnf(cause, "An observer threw jobId=%s fireId=%s", fire.jobId(), fire.fireId());
    return Rejected.retryable("an observer threw " + cause.getClass().getSimpleName());
  }
}
