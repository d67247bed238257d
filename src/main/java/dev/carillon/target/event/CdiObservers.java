package dev.carillon.target.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.context.ManagedExecutor;

/** The observers that the CDI container knows. */
@ApplicationScoped
class CdiObservers implements Observers {

  /** Observers are found by the type of an event, for which any event will do. */
  private static final FireEvent ANY = new FireEvent("", "", "", Instant.EPOCH, 1, "", null);

  private final Event<FireEvent> fires;
  private final BeanManager container;
  private final ManagedExecutor workers;

  @Inject
  CdiObservers(Event<FireEvent> fires, BeanManager container, ManagedExecutor workers) {
    this.fires = fires;
    this.container = container;
    this.workers = workers;
  }

  @Override
  public boolean exist() {
    return !container.resolveObserverMethods(ANY).isEmpty();
  }

  @Override
  public CompletionStage<?> tell(FireEvent event) {
    // The asynchronous ones first: one in line that throws must not keep the fire from them.
    CompletionStage<FireEvent> told =
        fires.fireAsync(event, NotificationOptions.ofExecutor(workers));
    fires.fire(event);
    return told;
  }
}
