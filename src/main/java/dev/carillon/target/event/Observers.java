package dev.carillon.target.event;

import java.util.concurrent.CompletionStage;

/** Those in the process who observe fires. */
interface Observers {

  /** False if nobody does. */
  boolean exist();

  /**
   * Tells all observers, on this thread those that want to be told in line.
   *
   * @return completes when the last has returned; exceptionally if one threw
   */
  CompletionStage<?> tell(FireEvent event);
}
