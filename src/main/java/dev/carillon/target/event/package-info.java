/**
 * Delivers fires to CDI observers inside the process, for teams that build their handlers into
 * Carillon.
 *
 * <p>{@code EventSender} is reached through CDI as a {@link dev.carillon.target.TargetSender};
 * handlers observe {@link dev.carillon.target.event.FireEvent}, with {@code @Observes} or
 * {@code @ObservesAsync}. Uses the room above and CDI. Observers run on workers, never on the
 * thread of the scheduler. An observer that throws has the fire tried again, for all observers.
 */
@NullMarked
package dev.carillon.target.event;

import org.jspecify.annotations.NullMarked;
