package dev.carillon.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.api.problem.InvalidRequestException;
import dev.carillon.job.Job;
import dev.carillon.job.JobCodec;
import dev.carillon.job.JobInput;
import dev.carillon.scheduler.Senders;
import dev.carillon.target.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;

/** From what a caller sends to what is to be defined of a job. */
@ApplicationScoped
class JobReader {

  private final Bodies bodies;
  private final JobCodec codec;
  private final Senders senders;

  JobReader(Bodies bodies, JobCodec codec, Senders senders) {
    this.bodies = bodies;
    this.codec = codec;
    this.senders = senders;
  }

  /** Reads a whole definition. */
  JobRequest read(InputStream body) {
    return read(bodies.tree(body));
  }

  /** Reads a whole definition. */
  JobRequest read(JsonNode definition) {
    return bodies.read(definition, JobRequest.class);
  }

  /** Reads a merge patch. */
  JsonNode patch(InputStream body) {
    return bodies.tree(body);
  }

  /** The definition that a merge patch makes of a job's. */
  JobInput patched(Job job, JsonNode patch) {
    JobRequest request = bodies.read(MergePatch.apply(patch, definition(job)), JobRequest.class);
    checkId(request, job.id);
    return input(request);
  }

  /** Checks a definition, also that this process can deliver to its targets. */
  JobInput input(JobRequest request) {
    JobInput input = request.toInput();
    checkAvailable("/target/type", input.target());
    Target deadLetter = input.policies().deadLetter();
    if (deadLetter != null) {
      checkAvailable("/deadLetter/type", deadLetter);
    }
    return input;
  }

  private void checkAvailable(String pointer, Target target) {
    String unavailable = senders.unavailableReason(target);
    if (unavailable != null) {
      throw new InvalidRequestException(pointer, unavailable);
    }
  }

  /** The id of a job to be created, which must be in its definition. */
  static String checkedId(JobRequest request) {
    if (request.id() == null) {
      throw new InvalidRequestException("/id", "is required");
    }
    return Names.id(request.id());
  }

  /** Refuses a body that names another job than the path. */
  static void checkId(JobRequest request, String id) {
    if (request.id() != null && !request.id().equals(id)) {
      throw new InvalidRequestException(
          "/id", "'" + request.id() + "' differs from the id in the path: expected '" + id + "'");
    }
  }

  /** The job as a caller would have to write it. */
  private JsonNode definition(Job job) {
    ObjectNode definition = codec.tree(job.policies).deepCopy();
    definition.put("id", job.id);
    definition.put("description", job.description);
    definition.set("labels", codec.tree(job.labels));
    definition.set("trigger", codec.tree(job.trigger));
    definition.put("timeZone", job.timeZone);
    definition.set("target", codec.tree(job.target));
    return definition;
  }
}
