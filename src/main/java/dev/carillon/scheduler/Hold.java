package dev.carillon.scheduler;

/** What keeps a process from starting anything. */
public enum Hold {
  /** Nothing does. */
  NONE,
  /** The whole scheduler is paused. */
  PAUSED,
  /** The process was started paused and waits for the first resume. */
  START_PAUSED
}
