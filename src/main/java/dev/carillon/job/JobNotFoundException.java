package dev.carillon.job;

/** No job has this name. */
public final class JobNotFoundException extends RuntimeException {

  /** The job that was looked for. */
  public JobNotFoundException(String namespace, String id) {
    super("there is no job " + id + " in namespace " + namespace);
  }
}
