/**
 * The ledger: one row for every fire that was decided, delivered or not, which is also the queue of
 * fires to deliver.
 *
 * <p>Uses no other room. All SQL on table {@code fire} is in this room: what processes do is in its
 * stores, {@link dev.carillon.fire.FireStore} first, and what people ask for in {@link
 * dev.carillon.fire.Ledger}, {@link dev.carillon.fire.LockedFires} and {@link
 * dev.carillon.fire.Recalls}. The invariant scan alone has statements of its own. A fire is in
 * progress exactly as long as its {@code next_attempt_at} is set or its job holds it.
 */
@NullMarked
package dev.carillon.fire;

import org.jspecify.annotations.NullMarked;
