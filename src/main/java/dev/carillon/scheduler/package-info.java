/**
 * From a due job to a settled fire: the clock, the wakeup loop, claiming, planning, dispatching and
 * settling.
 *
 * <p>Uses job, fire, trigger, target, event and metrics. The decision of a fire and the advance of
 * its job are one transaction; delivery starts after it, from the ledger row. What is arguable
 * about misfire, coalescing and overlap is in {@link dev.carillon.scheduler.FirePlanner}, which is
 * pure.
 */
@NullMarked
package dev.carillon.scheduler;

import org.jspecify.annotations.NullMarked;
