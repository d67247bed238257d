package dev.carillon.bench;

import java.util.List;

/** Something that every system is asked to do. */
interface Workload {

  /** Its name on the command line. */
  String name();

  /** Its title in the report. */
  String title();

  /** Who takes part, in the order of the measurements. */
  List<Contestant> contestants();

  /**
   * Measures a system once, in a fresh schema and new processes.
   *
   * @throws NotPossibleException if the system cannot do this; the message says why
   */
  Measured measure(Contestant system, Stage stage) throws Exception;
}
