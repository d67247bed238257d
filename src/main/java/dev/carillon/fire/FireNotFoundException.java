package dev.carillon.fire;

/** No fire has this id. */
public final class FireNotFoundException extends RuntimeException {

  /** The fire that was looked for. */
  public FireNotFoundException(String namespace, String fireId) {
    super("there is no fire " + fireId + " in namespace " + namespace);
  }
}
