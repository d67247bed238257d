/**
 * The HTTP interface: resources, their wire records, paging and entity tags.
 *
 * <p>Uses job, fire, trigger, target, scheduler and explain. Nobody uses this room. Only {@code
 * api.problem} knows status codes of errors.
 */
@NullMarked
package dev.carillon.api;

import org.jspecify.annotations.NullMarked;
