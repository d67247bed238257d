/**
 * The ledger: one row for every fire that was decided, delivered or not, which is also the queue of
 * fires to deliver.
 *
 * <p>Uses no other room. All SQL on table {@code fire} is in {@link dev.carillon.fire.FireStore}
 * and {@link dev.carillon.fire.HistoryStore}. A fire is in progress exactly as long as its {@code
 * next_attempt_at} is set or its job holds it.
 */
@NullMarked
package dev.carillon.fire;

import org.jspecify.annotations.NullMarked;
