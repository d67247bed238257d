package dev.carillon.job;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller demands of the job before it is changed.
 *
 * @param tags the job must have one of these tags; null = whatever it has, {@code *} = it must
 *     exist
 * @param absent whether the job must not exist yet
 */
public record Precondition(@Nullable Set<String> tags, boolean absent) {

  /** No demand. */
  public static final Precondition NONE = new Precondition(null, false);

  /** The tag of a job's current definition: changes with every change of it, never with a fire. */
  public static String tag(Job job) {
    return job.uid + "-" + job.version;
  }

  /**
   * @param job what there is; null if nothing
   * @throws StaleVersionException if that is not what the caller demands
   */
  void check(@Nullable Job job) {
    if (absent && job != null) {
      throw new StaleVersionException(
          true, "the job exists already, and If-None-Match forbids that");
    }
    if (tags == null || (job != null && (tags.contains("*") || tags.contains(tag(job))))) {
      return;
    }
    throw new StaleVersionException(
        false,
        job == null
            ? "there is no such job, and If-Match demands one"
            : "the job has changed: its entity tag is now \"" + tag(job) + "\"");
  }

  /**
   * The same of what always exists.
   *
   * @param what its kind, for the message
   * @param tag its current tag
   */
  void check(String what, String tag) {
    if (tags != null && !tags.contains("*") && !tags.contains(tag)) {
      throw new StaleVersionException(
          false, "the " + what + " has changed: its entity tag is now \"" + tag + "\"");
    }
  }
}
