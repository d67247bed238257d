package dev.carillon.cluster;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Whether the broker is there; says so once when that changes. */
final class Link {

  private static final Logger LOG = Logger.getLogger(Link.class);

  private final String what;
  private @Nullable Boolean up;

  /**
   * @param what what works when it is there
   */
  Link(String what) {
    this.what = what;
  }

  /** Returns whether it was not there before. */
  synchronized boolean isBack() {
    boolean changed = !Boolean.TRUE.equals(up);
    if (changed) {
      LOG.infof("%s through Kafka", what);
    }
    up = true;
    return changed;
  }

  synchronized void isGone(Throwable reason) {
    if (!Boolean.FALSE.equals(up)) {
      // The kind alone: the client quotes its settings when it finds fault with them.
      LOG.warnf(
          "not through Kafka: %s; max-sleep bounds what that delays (%s)",
          what, reason.getClass().getSimpleName());
    }
    up = false;
  }
}
