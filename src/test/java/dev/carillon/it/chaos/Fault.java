package dev.carillon.it.chaos;

/** What breaks. */
enum Fault {
  /** SIGKILL of a process, and its start. */
  KILL,
  /** SIGSTOP of a process for longer than a lease, and SIGCONT. */
  SUSPEND,
  /** SIGKILL of the database, and its start on the same data. */
  DATABASE,
  /** SIGKILL of the broker, and its start on the same data. */
  BROKER,
  /** Connections to the database or the receiver are reset, and new ones refused for a while. */
  CUT,
  /** Every piece of a connection to the database or the receiver comes late for a while. */
  SLOW,
  /** The wall clock of a process jumps an hour ahead, two hours back, and to the truth. */
  CLOCK
}
