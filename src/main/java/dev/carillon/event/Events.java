package dev.carillon.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells observers what happened, after it was committed.
 *
 * <p>Synchronous observers ({@code @Observes}) run on the calling thread, which may be one that
 * moves fires: an observer that takes its time should be asynchronous ({@code @ObservesAsync}). No
 * observer can break the caller.
 */
@ApplicationScoped
public class Events {

  private static final Logger LOG = Logger.getLogger(Events.class);

  private final Event<Fact> event;

  Events(Event<Fact> event) {
    this.event = event;
  }

  /** Tells all observers of a fact. Never throws. */
  public void fire(Fact fact) {
    try {
      event.fireAsync(fact).whenComplete((done, failure) -> log(fact, failure));
      event.fire(fact);
    } catch (RuntimeException e) {
      log(fact, e);
    }
  }

  private static void log(Fact fact, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.warnf(failure, "an observer of %s failed", fact.getClass().getSimpleName());
    }
  }
}
