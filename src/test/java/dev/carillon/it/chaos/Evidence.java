package dev.carillon.it.chaos;

import dev.carillon.it.Arrival;
import dev.carillon.it.AttemptRow;
import dev.carillon.it.FireRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is left when all is over.
 *
 * @param jobs what was done, by the clock of the database
 * @param arrivals what came to the topic and the receiver, by the clock of this process
 * @param rows the ledger
 * @param attempts by the id of their fire
 * @param suspensions of processes, by the clock of this process
 * @param clock between the two clocks
 * @param cut fires of this instant and later are left out
 */
record Evidence(
    List<JobLog> jobs,
    List<Arrival> arrivals,
    List<FireRow> rows,
    Map<String, List<AttemptRow>> attempts,
    List<Suspension> suspensions,
    ClockRelation clock,
    Instant cut) {}
