package dev.carillon.api;

import dev.carillon.job.Job;
import dev.carillon.job.JobCodec;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Answers that carry a job and its entity tag. */
@ApplicationScoped
class JobAnswers {

  private final JobCodec codec;

  JobAnswers(JobCodec codec) {
    this.codec = codec;
  }

  /** 200. */
  Response ok(Job job) {
    return Response.ok(JobResponse.of(job, codec)).tag(Conditions.tag(job)).build();
  }

  /** 201 with the job's address; 200 if it was only tried. */
  Response created(Job job, boolean dryRun) {
    if (dryRun) {
      return ok(job);
    }
    return Response.created(URI.create("/v1/namespaces/" + job.namespace + "/jobs/" + job.id))
        .tag(Conditions.tag(job))
        .entity(JobResponse.of(job, codec))
        .build();
  }
}
