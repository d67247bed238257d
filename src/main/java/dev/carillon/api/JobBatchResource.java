package dev.carillon.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.api.problem.BodyTooLargeException;
import dev.carillon.api.problem.InvalidRequestException;
import dev.carillon.api.problem.Violation;
import dev.carillon.api.problem.Violations;
import dev.carillon.job.Job;
import dev.carillon.job.JobBatchService;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Many jobs at once. */
@Path("/v1/namespaces/{namespace}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "jobs")
public class JobBatchResource {

  /** Further ones are not looked for: an answer has to be read by somebody. */
  private static final int MOST_VIOLATIONS = 100;

  private final JobBatchService service;
  private final JobReader reader;
  private final Bodies bodies;

  JobBatchResource(JobBatchService service, JobReader reader, Bodies bodies) {
    this.service = service;
    this.reader = reader;
    this.bodies = bodies;
  }

  @POST
  @Path("/jobs:batchCreate")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Create many jobs",
      description =
          "Up to 1000 in one transaction: all of them or none. If ids are taken, by stored jobs or "
              + "twice in the request, the violations of the 409 name all of them. A body may "
              + "have 4 MiB.")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = JobBatchResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "409", ref = "Conflict")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  public Response create(
      @RestPath String namespace,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = JobBatchRequest.class),
                      examples = @ExampleObject(name = "seasons", value = Examples.CREATE_BATCH)))
          InputStream body) {
    Names.namespace(namespace);
    List<Job> jobs = drafts(namespace, definitions(body));
    service.create(namespace, jobs);
    return Response.status(Response.Status.CREATED).entity(JobBatchResponse.of(jobs)).build();
  }

  private List<JsonNode> definitions(InputStream body) {
    JsonNode tree = bodies.tree(body, BodyTooLargeException.BATCH_LIMIT);
    return bodies.read(tree, JobBatchRequest.class).checked();
  }

  private List<Job> drafts(String namespace, List<JsonNode> definitions) {
    List<Job> jobs = new ArrayList<>(definitions.size());
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < definitions.size() && violations.size() < MOST_VIOLATIONS; i++) {
      try {
        jobs.add(draft(namespace, reader.read(definitions.get(i))));
      } catch (RuntimeException e) {
        List<Violation> own = Violations.of(e);
        if (own.isEmpty()) {
          throw e;
        }
        String place = "/jobs/" + i;
        own.forEach(violation -> violations.add(violation.within(place)));
      }
    }
    if (!violations.isEmpty()) {
      throw new InvalidRequestException(violations);
    }
    return jobs;
  }

  private Job draft(String namespace, JobRequest request) {
    return service.draft(namespace, JobReader.checkedId(request), reader.input(request));
  }
}
