package dev.carillon.scheduler;

import java.sql.SQLException;
import java.time.Duration;

/** Something that is done again and again beside the hot path. */
interface Round {

  /** How long to rest after a turn. */
  Duration interval();

  /** One turn. */
  void turn() throws SQLException;
}
