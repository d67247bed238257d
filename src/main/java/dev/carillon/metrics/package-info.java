/**
 * What Prometheus scrapes: the names of the metrics, their tags and their buckets.
 *
 * <p>Uses the ledger's words, and is used by the scheduler alone, which calls plain methods: meters
 * are resolved once. No tag is a name that a caller chose, so the number of series is bounded.
 */
@NullMarked
package dev.carillon.metrics;

import org.jspecify.annotations.NullMarked;
