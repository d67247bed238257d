package dev.carillon.job;

/** What becomes of a fire that is due while {@code maxInstances} fires of its job are under way. */
public enum OverlapPolicy {
  /** It is skipped. */
  SKIP,
  /** One fire waits for a free instance; further ones are skipped. */
  BUFFER_ONE,
  /** Fires wait for free instances, up to {@code catchUp.maxCount} of them. */
  BUFFER_ALL
}
