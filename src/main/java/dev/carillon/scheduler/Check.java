package dev.carillon.scheduler;

import java.sql.SQLException;

/** Looks for one sort of thing that should not exist, in bounded steps, and mends it. */
interface Check {

  /** One step; the next one goes on where it stopped, and begins anew after the last. */
  void step() throws SQLException;
}
