package dev.carillon.bench;

/** A system to compare with, inside its own process. Its handlers do nothing but note the time. */
interface Peer extends AutoCloseable {

  /** Stores one-shot jobs that are due at these times. */
  void load(long[] dueMicros) throws Exception;

  /**
   * Stores jobs that fire every second, first at these times.
   *
   * @throws NotPossibleException if the system cannot; the message says why
   */
  void loadEverySecond(long[] firstMicros) throws Exception;

  /** Lets it take due jobs. */
  void go() throws Exception;

  /** Keeps it from taking due jobs; the process stays warm. */
  void standBy() throws Exception;

  @Override
  void close();
}
