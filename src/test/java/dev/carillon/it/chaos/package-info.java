/**
 * Three processes, and everything around them breaks: random faults, random calls, and a checker
 * that compares what arrived with what the triggers say.
 *
 * <p>The times of triggers are asked of the room {@code trigger}, which has tests of its own; all
 * else is judged from the calls, the ledger and what arrived.
 */
@NullMarked
package dev.carillon.it.chaos;

import org.jspecify.annotations.NullMarked;
