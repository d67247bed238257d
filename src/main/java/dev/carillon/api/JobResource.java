package dev.carillon.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.api.problem.InvalidRequestException;
import dev.carillon.job.Job;
import dev.carillon.job.JobCatalog;
import dev.carillon.job.JobChange;
import dev.carillon.job.JobNotFoundException;
import dev.carillon.job.JobService;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** One job: read, put, change, delete. */
@Path("/v1/namespaces/{namespace}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "jobs")
public class JobResource {

  private final JobService service;
  private final JobCatalog catalog;
  private final JobReader reader;
  private final JobAnswers answers;

  JobResource(JobService service, JobCatalog catalog, JobReader reader, JobAnswers answers) {
    this.service = service;
    this.catalog = catalog;
    this.reader = reader;
    this.answers = answers;
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "Read a job")
  @APIResponse(
      responseCode = "200",
      description = "The job",
      content = @Content(schema = @Schema(implementation = JobResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NotFound")
  public Response get(@RestPath String namespace, @RestPath String id) {
    Job job = catalog.find(Names.namespace(namespace), Names.id(id));
    if (job == null) {
      throw new JobNotFoundException(namespace, id);
    }
    return answers.ok(job);
  }

  @PUT
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Create a job or replace its definition",
      description =
          "Idempotent. A trigger that stays as it is leaves nextRunTime as it is: putting the same "
              + "definition again never loses an overdue fire. Counts are kept.")
  @APIResponse(
      responseCode = "200",
      description = "Replaced",
      content = @Content(schema = @Schema(implementation = JobResponse.class)))
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = JobResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "412", ref = "Stale")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  public Response put(
      @RestPath String namespace,
      @RestPath String id,
      @Parameter(description = "Entity tag the job must have") @HeaderParam("If-Match")
          @Nullable String ifMatch,
      @Parameter(description = "* = create only") @HeaderParam("If-None-Match")
          @Nullable String ifNoneMatch,
      @Parameter(
              description = "true does everything but save",
              schema = @Schema(implementation = Boolean.class))
          @QueryParam("validateOnly")
          @Nullable String validateOnly,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = JobRequest.class),
                      examples = {
                        @ExampleObject(name = "http", value = Examples.PUT_HTTP),
                        @ExampleObject(name = "kafka", value = Examples.PUT_KAFKA)
                      }))
          InputStream body) {
    boolean dryRun = Flag.of("validateOnly", validateOnly);
    Names.namespace(namespace);
    Names.id(id);
    JobRequest request = reader.read(body);
    JobReader.checkId(request, id);
    JobChange change =
        service.put(
            namespace, id, reader.input(request), Conditions.of(ifMatch, ifNoneMatch), !dryRun);
    return change.created() ? answers.created(change.job(), dryRun) : answers.ok(change.job());
  }

  @PATCH
  @Path("/{id}")
  @Consumes("application/merge-patch+json")
  @Operation(
      summary = "Change members of a job's definition",
      description = "A JSON merge patch, RFC 7396: null takes a member back to its default.")
  @APIResponse(
      responseCode = "200",
      description = "Changed",
      content = @Content(schema = @Schema(implementation = JobResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "412", ref = "Stale")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  public Response patch(
      @RestPath String namespace,
      @RestPath String id,
      @Parameter(description = "Entity tag the job must have") @HeaderParam("If-Match")
          @Nullable String ifMatch,
      @Parameter(
              description = "true does everything but save",
              schema = @Schema(implementation = Boolean.class))
          @QueryParam("validateOnly")
          @Nullable String validateOnly,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/merge-patch+json",
                      schema = @Schema(implementation = JobRequest.class),
                      examples = @ExampleObject(name = "later", value = Examples.PATCH)))
          InputStream body) {
    boolean dryRun = Flag.of("validateOnly", validateOnly);
    Names.namespace(namespace);
    Names.id(id);
    JsonNode patch = reader.patch(body);
    if (!patch.isObject()) {
      throw new InvalidRequestException("", "wrong type: expected an object");
    }
    Job job =
        service.change(
            namespace,
            id,
            Conditions.of(ifMatch, null),
            current -> reader.patched(current, patch),
            !dryRun);
    return answers.ok(job);
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      summary = "Delete a job",
      description =
          "No further fire of it starts once this has returned. Its fires stay in the ledger.")
  @APIResponse(responseCode = "204", description = "Deleted")
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "412", ref = "Stale")
  public void delete(
      @RestPath String namespace,
      @RestPath String id,
      @Parameter(description = "Entity tag the job must have") @HeaderParam("If-Match")
          @Nullable String ifMatch) {
    service.delete(Names.namespace(namespace), Names.id(id), Conditions.of(ifMatch, null));
  }
}
