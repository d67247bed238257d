package dev.carillon.explain;

import dev.carillon.fire.Fire;

/**
 * Another fire that had a say.
 *
 * @param role its part
 * @param fire its row
 */
public record Related(Role role, Fire fire) {

  /** The part of another fire. */
  public enum Role {
    /** It was delivered, or was to be, in place of this one. */
    COALESCED_INTO,
    /** It was under way when this one was left out or had to wait. */
    OVERLAPPED_BY
  }
}
