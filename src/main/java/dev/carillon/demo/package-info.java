/**
 * What dev mode shows a newcomer: a job that fires every five seconds to a receiver in the same
 * process, which prints each arrival. Not part of the packaged application.
 *
 * <p>Uses job and target. Nobody uses this room.
 */
@NullMarked
package dev.carillon.demo;

import org.jspecify.annotations.NullMarked;
