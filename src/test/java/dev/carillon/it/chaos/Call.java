package dev.carillon.it.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A call that changes a job, if the job is still as its caller knows it.
 *
 * @param path of the job
 * @param verb what follows the path, or empty
 * @param body JSON, or empty
 * @param tag the entity tag that the job must have; null if there must be no job
 * @param isDone whether a job that is found is as after this call
 */
record Call(
    Change.Kind kind,
    String method,
    String path,
    String verb,
    String body,
    @Nullable String tag,
    Predicate<JsonNode> isDone) {

  String[] headers() {
    return tag == null ? new String[] {"If-None-Match", "*"} : new String[] {"If-Match", tag};
  }

  /** What became of a call. */
  sealed interface Outcome {

    /**
     * It took effect.
     *
     * @param found the job afterwards; null if it is gone
     * @param returned when that was known
     * @param isAnswered whether its own answer said so
     */
    record Taken(@Nullable Found found, Instant sent, Instant returned, boolean isAnswered)
        implements Outcome {}

    /** It had no effect, and will have none. */
    record NotTaken(Found found) implements Outcome {}

    /** It was refused: the job is not what its caller took it for. */
    record Refused(int status) implements Outcome {}
  }

  /** A job as the API has shown it. */
  record Found(JsonNode job, String tag) {}
}
