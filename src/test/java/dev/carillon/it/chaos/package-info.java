/**
 * Three processes, and everything around them breaks: random faults, random calls, and a checker
 * that compares what arrived with what the triggers say.
 */
@NullMarked
package dev.carillon.it.chaos;

import org.jspecify.annotations.NullMarked;
