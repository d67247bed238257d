/**
 * Real parts for the tests: a MySQL-protocol server, a Kafka broker and the packaged application,
 * each in its own process so that it can be killed, and a real HTTP server as receiver.
 *
 * <p>Whatever starts here dies with the test JVM, and keeps its files below {@code target}. No part
 * needs a container engine.
 */
@NullMarked
package dev.carillon.testing;

import org.jspecify.annotations.NullMarked;
