/**
 * Delivers fires by HTTP.
 *
 * <p>{@code HttpSender} is reached through CDI as a {@link dev.carillon.target.TargetSender}; each
 * attempt is one {@code Exchange} on a Vert.x context. Uses the room above and the Vert.x client.
 * An exchange ends within the timeout of its target, whatever the receiver does, and keeps no more
 * of an answer than the ledger does.
 */
@NullMarked
package dev.carillon.target.http;

import org.jspecify.annotations.NullMarked;
