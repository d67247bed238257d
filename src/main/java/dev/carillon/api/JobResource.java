package dev.carillon.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.api.problem.InvalidRequestException;
import dev.carillon.job.Job;
import dev.carillon.job.JobCatalog;
import dev.carillon.job.JobChange;
import dev.carillon.job.JobCodec;
import dev.carillon.job.JobInput;
import dev.carillon.job.JobNotFoundException;
import dev.carillon.job.JobService;
import dev.carillon.job.JobState;
import dev.carillon.scheduler.Senders;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
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

/** Jobs: create, read, change, delete, list. */
@Path("/v1/namespaces/{namespace}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "jobs")
public class JobResource {

  private final JobService service;
  private final JobCatalog catalog;
  private final JobCodec codec;
  private final Senders senders;
  private final Bodies bodies;

  JobResource(
      JobService service, JobCatalog catalog, JobCodec codec, Senders senders, Bodies bodies) {
    this.service = service;
    this.catalog = catalog;
    this.codec = codec;
    this.senders = senders;
    this.bodies = bodies;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Create a job", description = "Refused with 409 if the id is taken.")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = JobResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "409", ref = "Conflict")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  public Response create(
      @RestPath String namespace,
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
                      examples = @ExampleObject(name = "once", value = Examples.CREATE)))
          InputStream body) {
    boolean dryRun = Flag.of("validateOnly", validateOnly);
    Names.namespace(namespace);
    JobRequest request = bodies.read(bodies.tree(body), JobRequest.class);
    if (request.id() == null) {
      throw new InvalidRequestException("/id", "is required");
    }
    Names.id(request.id());
    Job job = service.create(namespace, request.id(), input(request), !dryRun);
    return created(job, dryRun);
  }

  @GET
  @Operation(
      summary = "List jobs",
      description = "In the order of their ids. The token of a page leads to the next one.")
  @APIResponse(
      responseCode = "200",
      description = "A page of jobs",
      content = @Content(schema = @Schema(implementation = JobPage.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  public JobPage list(
      @RestPath String namespace,
      @Parameter(
              description = "Only jobs in this state",
              schema = @Schema(implementation = JobState.class))
          @QueryParam("state")
          @Nullable String state,
      @Parameter(
              description = "1 to 1000, default 100",
              schema = @Schema(implementation = Integer.class))
          @QueryParam("pageSize")
          @Nullable String pageSize,
      @Parameter(description = "The nextPageToken of the page before") @QueryParam("pageToken")
          @Nullable String pageToken) {
    Names.namespace(namespace);
    int size = Paging.size(pageSize);
    List<Job> jobs =
        catalog.list(
            namespace,
            Paging.after(pageToken, Names::id),
            Paging.state(state, JobState.class),
            size + 1);
    return new JobPage(
        jobs.stream().limit(size).map(job -> JobResponse.of(job, codec)).toList(),
        Paging.next(jobs, size, job -> job.id));
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
    return ok(job);
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
    JobRequest request = bodies.read(bodies.tree(body), JobRequest.class);
    checkId(request, id);
    JobChange change =
        service.put(namespace, id, input(request), Conditions.of(ifMatch, ifNoneMatch), !dryRun);
    return change.created() ? created(change.job(), dryRun) : ok(change.job());
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
    JsonNode patch = bodies.tree(body);
    if (!patch.isObject()) {
      throw new InvalidRequestException("", "wrong type: expected an object");
    }
    Job job =
        service.change(
            namespace,
            id,
            Conditions.of(ifMatch, null),
            current -> patched(current, patch),
            !dryRun);
    return ok(job);
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

  private JobInput patched(Job job, JsonNode patch) {
    JobRequest request = bodies.read(MergePatch.apply(patch, definition(job)), JobRequest.class);
    checkId(request, job.id);
    return input(request);
  }

  private static void checkId(JobRequest request, String id) {
    if (request.id() != null && !request.id().equals(id)) {
      throw new InvalidRequestException(
          "/id", "'" + request.id() + "' differs from the id in the path: expected '" + id + "'");
    }
  }

  private JobInput input(JobRequest request) {
    JobInput input = request.toInput();
    String unavailable = senders.unavailableReason(input.target());
    if (unavailable != null) {
      throw new InvalidRequestException("/target/type", unavailable);
    }
    return input;
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

  private Response created(Job job, boolean dryRun) {
    if (dryRun) {
      return ok(job);
    }
    return Response.created(URI.create("/v1/namespaces/" + job.namespace + "/jobs/" + job.id))
        .tag(Conditions.tag(job))
        .entity(JobResponse.of(job, codec))
        .build();
  }

  private Response ok(Job job) {
    return Response.ok(JobResponse.of(job, codec)).tag(Conditions.tag(job)).build();
  }
}
