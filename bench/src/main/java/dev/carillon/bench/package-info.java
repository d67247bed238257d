/** Measures Carillon and its peers on one machine, one database and one broker, in one run. */
package dev.carillon.bench;
