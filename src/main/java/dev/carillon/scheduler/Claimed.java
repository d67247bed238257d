package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.job.RetryPolicy;
import dev.carillon.target.Target;

/**
 * A fire whose lease this process holds.
 *
 * @param fire its row as this process has written it
 * @param target where it goes
 * @param retryPolicy what follows a failed attempt
 */
record Claimed(Fire fire, Target target, RetryPolicy retryPolicy) {}
