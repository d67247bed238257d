/**
 * A slow and obvious second version of {@code docs/fire-semantics.md}, in lists and maps, against
 * which the real one is compared. Shares no code with the scheduler; triggers and policies are the
 * real ones, since they have tests of their own.
 */
@NullMarked
package dev.carillon.scheduler.model;

import org.jspecify.annotations.NullMarked;
