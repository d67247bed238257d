package dev.carillon.api;

import dev.carillon.api.problem.InvalidRequestException;
import dev.carillon.job.Job;
import dev.carillon.job.Precondition;
import jakarta.ws.rs.core.EntityTag;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Entity tags and the conditions on them, RFC 9110. */
final class Conditions {

  private Conditions() {}

  static EntityTag tag(Job job) {
    return new EntityTag(Precondition.tag(job));
  }

  /** Reads {@code If-Match} and {@code If-None-Match}; null where the header is absent. */
  static Precondition of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
    if (ifNoneMatch != null && !ifNoneMatch.strip().equals("*")) {
      throw new InvalidRequestException(
          "/If-None-Match", "only * is known here: the job must not exist yet");
    }
    return new Precondition(
        ifMatch == null
            ? null
            : Arrays.stream(ifMatch.split(",", -1))
                .map(Conditions::unquoted)
                .collect(Collectors.toSet()),
        ifNoneMatch != null);
  }

  private static String unquoted(String tag) {
    String bare = tag.strip();
    boolean quoted = bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"");
    if (!quoted && !bare.equals("*")) {
      throw new InvalidRequestException(
          "/If-Match", "'" + bare + "' is not an entity tag: expected \"…\" as the ETag gave it");
    }
    return quoted ? bare.substring(1, bare.length() - 1) : bare;
  }
}
