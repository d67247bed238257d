/**
 * Wall clocks: rules that are written in local time, and the zone that maps local time to instants.
 *
 * <p>A wall time is a number here, the seconds from 1970-01-01T00:00 on the wall, so that a search
 * allocates nothing. A {@link dev.carillon.trigger.wall.WallSchedule} knows wall times and no zone;
 * a {@link dev.carillon.trigger.wall.ZoneClock} knows the zone and no schedule. Uses the JDK alone.
 */
@NullMarked
package dev.carillon.trigger.wall;

import org.jspecify.annotations.NullMarked;
