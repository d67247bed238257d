/**
 * When a job fires: immutable rules that yield instants, and the reader that makes them from what a
 * caller wrote.
 *
 * <p>{@link dev.carillon.trigger.TriggerReader} makes them, {@link
 * dev.carillon.trigger.TriggerPreview} shows what they will do. Below, {@code cron} knows wall
 * times and no zones, and {@code wall} maps the one to the other.
 *
 * <p>Uses the JDK alone. No I/O, no clock, no state: the same question always has the same answer,
 * and every answer lies strictly after the previous one.
 */
@NullMarked
package dev.carillon.trigger;

import org.jspecify.annotations.NullMarked;
