package dev.carillon.api.problem;

import dev.carillon.job.InvalidPolicyException;
import dev.carillon.target.InvalidTargetException;
import dev.carillon.trigger.InvalidTriggerException;
import dev.carillon.trigger.TriggerSearchException;
import java.util.List;

/** What the rooms say is wrong with the definition of a job, as members of it. */
public final class Violations {

  private Violations() {}

  /** The violations that a failure stands for; none if it is no fault of the request. */
  public static List<Violation> of(RuntimeException failure) {
    if (failure instanceof InvalidRequestException request) {
      return request.violations();
    }
    if (failure instanceof InvalidTriggerException trigger) {
      return one("/trigger" + trigger.pointer(), trigger);
    }
    if (failure instanceof TriggerSearchException) {
      // Asked for longer than is good for anybody: the caller can make it simpler.
      return one("/trigger", failure);
    }
    if (failure instanceof InvalidTargetException target) {
      return one("/target" + target.pointer(), target);
    }
    return failure instanceof InvalidPolicyException policy
        ? one(policy.pointer(), policy)
        : List.of();
  }

  private static List<Violation> one(String pointer, RuntimeException failure) {
    return List.of(new Violation(pointer, String.valueOf(failure.getMessage())));
  }
}
