/**
 * Why an instant of a job's life is as it is: what happened then or will happen, by which rule.
 *
 * <p>Uses job, fire and trigger; changes nothing. {@link dev.carillon.explain.ExplainService}
 * gathers what is known by a few look-ups in primary keys, {@link dev.carillon.explain.Explainer}
 * draws the conclusion and is pure. The rules are those of {@code docs/fire-semantics.md}.
 */
@NullMarked
package dev.carillon.explain;

import org.jspecify.annotations.NullMarked;
