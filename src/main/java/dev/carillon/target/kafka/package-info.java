/**
 * Delivers fires to Kafka topics.
 *
 * <p>{@code KafkaSender} is reached through CDI as a {@link dev.carillon.target.TargetSender}. Uses
 * the room above and the Kafka client. The producer's {@code send} can block while it looks for a
 * topic, so a fire passes the {@code TopicGate} first: the look-up happens on a worker, for each
 * topic by itself, and one thread hands the records of known topics to the producer in the order in
 * which they came. A fire is accepted on the broker's acknowledgement only; the client's own
 * retries keep the order, and end after 30 s.
 */
@NullMarked
package dev.carillon.target.kafka;

import org.jspecify.annotations.NullMarked;
