/**
 * What Kubernetes asks: is the loop alive, is this process ready, has it started.
 *
 * <p>Uses the scheduler alone. Nobody uses this room.
 */
@NullMarked
package dev.carillon.health;

import org.jspecify.annotations.NullMarked;
