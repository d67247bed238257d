/**
 * Cron: from text to bit sets, and from bit sets to the next wall time.
 *
 * <p>{@link dev.carillon.trigger.cron.CronParser} reads two languages into the same {@link
 * dev.carillon.trigger.cron.CronFields}: the eight named fields of APScheduler and crontab
 * expressions. {@link dev.carillon.trigger.cron.CronSchedule} searches them. Uses the JDK and
 * {@code trigger.wall} alone.
 */
@NullMarked
package dev.carillon.trigger.cron;

import org.jspecify.annotations.NullMarked;
