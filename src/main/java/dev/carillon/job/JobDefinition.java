package dev.carillon.job;

import dev.carillon.target.Target;
import dev.carillon.trigger.Trigger;

/**
 * A job as it can be planned and fired.
 *
 * @param trigger when it fires
 * @param target where its fires go
 * @param policies how its fires are handled
 */
public record JobDefinition(Trigger trigger, Target target, Policies policies) {}
