package dev.carillon.trigger;

import java.time.Instant;

/** A search for the next time that gave up: nobody knows whether the trigger fires again. */
public final class TriggerSearchException extends IllegalStateException {

  private final transient Instant reached;

  TriggerSearchException(String message, Instant reached) {
    super(message);
    this.reached = reached;
  }

  /** The trigger does not fire before this instant. */
  Instant reached() {
    return reached;
  }
}
