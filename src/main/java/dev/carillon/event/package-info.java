/**
 * What has happened, one record per fact, and the way to tell observers of it.
 *
 * <p>Uses no other room. Facts are told after the commit that made them true, never before.
 */
@NullMarked
package dev.carillon.event;

import org.jspecify.annotations.NullMarked;
