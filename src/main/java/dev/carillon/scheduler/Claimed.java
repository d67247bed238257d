package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.job.JobDefinition;

/**
 * A fire whose lease this process holds.
 *
 * @param fire its row as this process has written it
 * @param definition its job
 * @param jobVersion the version of its job then
 */
record Claimed(Fire fire, JobDefinition definition, long jobVersion) {

  /** Whether it has failed, and is to be reported to the dead letter target. */
  boolean isReport() {
    return fire.state == FireState.FAILED;
  }
}
