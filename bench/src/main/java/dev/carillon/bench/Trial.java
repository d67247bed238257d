package dev.carillon.bench;

import java.sql.SQLException;
import java.time.Duration;

/** One system with a schema of its own, started for one measurement. */
interface Trial extends AutoCloseable {

  /**
   * Lets the system work off jobs that become due all at once, and are stored before the clock
   * starts.
   */
  Run drain(int jobs, Duration patience) throws Exception;

  /**
   * Stores one-shot jobs for a time to come and waits until they are done.
   *
   * @param plan all times are far enough ahead to store the jobs before
   */
  Run follow(DuePlan plan, Duration patience) throws Exception;

  /** The database's time, microseconds since 1970. */
  long now();

  /** Time that storing one job takes at most, roughly. */
  Duration loadTime();

  /** Stores jobs that are due in some years. */
  void addFarFuture(int jobs) throws Exception;

  /**
   * Stores jobs that fire every second, evenly spread over it, and lets them run.
   *
   * @throws NotPossibleException if the system cannot; the message says why
   */
  void addEverySecond(int jobs) throws Exception;

  /** The lateness of all fires that were due in the window and have been done. */
  Run window(long fromMicros, long toMicros) throws Exception;

  /** What all processes of the system have used. */
  ProcessUsage usage();

  /** Bytes of heap in use; NaN where it is not known. */
  double heapBytes();

  @Override
  void close() throws SQLException;
}
