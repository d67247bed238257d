package dev.carillon.scheduler;

import java.sql.SQLException;

/** A walk over old rows that removes those that have to go, again and again from the beginning. */
interface HistoryWalk {

  /** Jobs that one step looks at, at most. */
  int MOST_JOBS = 20;

  /** Rows of one job that are read at once, at most. */
  int PAGE = 1000;

  /** Rows that one transaction deletes, at most. */
  int MOST_DELETED = 500;

  /**
   * Goes on for a bounded piece. After a failure the next step leaves out the job at fault.
   *
   * @return whether there is more; false at the end of the walk, which then begins again
   */
  boolean step() throws SQLException;
}
