package dev.carillon.job;

import java.util.List;

/** Some of the names of new jobs are taken. */
public final class JobsExistException extends RuntimeException {

  private final transient List<Integer> taken;

  /**
   * @param taken the places, from 0, of the jobs whose names exist already or were named before
   */
  public JobsExistException(String namespace, List<Integer> taken) {
    super(taken.size() + " of the jobs exist already in namespace " + namespace);
    this.taken = List.copyOf(taken);
  }

  /** The places, from 0, of the jobs whose names are taken. */
  public List<Integer> taken() {
    return taken;
  }
}
