package dev.carillon.job;

/** A job of this name exists already. */
public final class JobExistsException extends RuntimeException {

  /** The name that is taken. */
  public JobExistsException(String namespace, String id) {
    super("job " + id + " exists already in namespace " + namespace);
  }
}
