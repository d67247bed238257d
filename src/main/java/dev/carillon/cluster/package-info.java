/**
 * How the processes wake each other: through a control topic, where Kafka is configured.
 *
 * <p>Uses scheduler and event; nobody uses it. A message says only that something has become due,
 * so that one that is lost, late, repeated or forged does no harm: what is due is in the database,
 * which every process looks at after {@code carillon.scheduler.max-sleep} anyway. No request, no
 * start and no health check waits for the broker.
 */
@NullMarked
package dev.carillon.cluster;

import org.jspecify.annotations.NullMarked;
