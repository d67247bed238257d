/**
 * What went wrong, as RFC 9457 problem details. The only place that knows status codes of errors.
 */
@NullMarked
package dev.carillon.api.problem;

import org.jspecify.annotations.NullMarked;
