package dev.carillon.job;

import java.util.Comparator;
import java.util.UUID;

/**
 * The order of primary keys as the database compares them: byte by byte, unsigned. {@link
 * UUID#compareTo} is signed and would lock rows in another order than an index scan.
 */
public enum KeyOrder implements Comparator<UUID> {
  /** The order. */
  INSTANCE;

  @Override
  public int compare(UUID a, UUID b) {
    int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
  }
}
