/**
 * Jobs as stored: the entity, its policies, and the use cases that change them.
 *
 * <p>Uses trigger, target, event and fire. All SQL on table {@code job} is in {@link
 * dev.carillon.job.JobStore}, what was changed and when in {@link dev.carillon.job.JobChanges}. A
 * job has a {@code next_run_time} exactly as long as it is enabled and its trigger yields one.
 */
@NullMarked
package dev.carillon.job;

import org.jspecify.annotations.NullMarked;
