/**
 * The packaged application in processes of its own, against a real database, a real broker and a
 * real HTTP receiver, seen through its API and its deliveries alone.
 *
 * <p>What is expected is computed here by plain arithmetic, never with the application's code.
 */
@NullMarked
package dev.carillon.it;

import org.jspecify.annotations.NullMarked;
