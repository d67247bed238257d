package dev.carillon.job;

/** What several overdue fires of one job become. */
public enum Coalesce {
  /** Only the latest one is delivered. */
  LATEST,
  /** Only the earliest one is delivered. */
  EARLIEST,
  /** Each one is delivered. */
  ALL
}
