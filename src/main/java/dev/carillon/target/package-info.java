/**
 * Where a fire goes: the stored description of a target, the sender that tries it once, and what
 * came back.
 *
 * <p>Uses no other room. The senders in the rooms below are reached through CDI only. A sender
 * never sleeps and never retries; that is decided by the scheduler from the {@link
 * dev.carillon.target.Delivery} it gets.
 */
@NullMarked
package dev.carillon.target;

import org.jspecify.annotations.NullMarked;
