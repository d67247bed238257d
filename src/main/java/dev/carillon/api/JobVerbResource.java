package dev.carillon.api;

import dev.carillon.api.problem.InvalidRequestException;
import dev.carillon.fire.Fire;
import dev.carillon.job.Pause;
import dev.carillon.job.PauseService;
import dev.carillon.scheduler.RunService;
import dev.carillon.target.InvalidTargetException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.Objects;
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

/** What can be done with a job: pause, resume, run. */
@Path("/v1/namespaces/{namespace}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "jobs")
public class JobVerbResource {

  private final PauseService pauses;
  private final RunService runs;
  private final JobAnswers answers;
  private final Bodies bodies;

  JobVerbResource(PauseService pauses, RunService runs, JobAnswers answers, Bodies bodies) {
    this.pauses = pauses;
    this.runs = runs;
    this.answers = answers;
    this.bodies = bodies;
  }

  @POST
  @Path("/{id}:pause")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Pause a job",
      description =
          "No further fire of it starts once this has returned, and retries are held. With until "
              + "the pause ends by itself. A job that is paused already takes the new reason and "
              + "end; a pause without a body leaves it as it is.")
  @APIResponse(
      responseCode = "200",
      description = "Paused",
      content = @Content(schema = @Schema(implementation = JobResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "409", ref = "Conflict")
  @APIResponse(responseCode = "412", ref = "Stale")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  public Response pause(
      @RestPath String namespace,
      @RestPath String id,
      @Parameter(description = "Entity tag the job must have") @HeaderParam("If-Match")
          @Nullable String ifMatch,
      @RequestBody(
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = PauseRequest.class),
                      examples = @ExampleObject(name = "reason", value = Examples.PAUSE)))
          InputStream body) {
    Names.namespace(namespace);
    Names.id(id);
    return answers.ok(pauses.pause(namespace, id, Conditions.of(ifMatch, null), pause(body)));
  }

  @POST
  @Path("/{id}:resume")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Resume a paused job",
      description =
          "It fires again from now on. Times that went by are not made up for; retries that were "
              + "held go on.")
  @APIResponse(
      responseCode = "200",
      description = "Enabled",
      content = @Content(schema = @Schema(implementation = JobResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "409", ref = "Conflict")
  @APIResponse(responseCode = "412", ref = "Stale")
  public Response resume(
      @RestPath String namespace,
      @RestPath String id,
      @Parameter(description = "Entity tag the job must have") @HeaderParam("If-Match")
          @Nullable String ifMatch) {
    Names.namespace(namespace);
    Names.id(id);
    return answers.ok(pauses.resume(namespace, id, Conditions.of(ifMatch, null), null));
  }

  @POST
  @Path("/{id}:run")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Fire a job now",
      description =
          "Adds one fire whose scheduled time is now, also if the job is paused. Its next run time "
              + "stays as it is. The body is optional; a payload in it needs a target that can "
              + "carry one, which GET and HEAD requests cannot.")
  @APIResponse(
      responseCode = "202",
      description = "In the queue",
      content = @Content(schema = @Schema(implementation = FireResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "409", ref = "Conflict")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  public Response run(
      @RestPath String namespace,
      @RestPath String id,
      @RequestBody(
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = RunRequest.class),
                      examples = {
                        @ExampleObject(name = "by", value = Examples.RUN),
                        @ExampleObject(name = "payload", value = Examples.RUN_WITH_PAYLOAD)
                      }))
          InputStream body) {
    Names.namespace(namespace);
    Names.id(id);
    RunRequest request =
        Objects.requireNonNullElse(bodies.readOrNull(body, RunRequest.class), RunRequest.PLAIN);
    Fire fire = run(namespace, id, request);
    return Response.accepted(FireResponse.of(fire))
        .location(URI.create("/v1/namespaces/" + namespace + "/fires/" + fire.key().fireId()))
        .build();
  }

  private Fire run(String namespace, String id, RunRequest request) {
    try {
      return runs.run(namespace, id, request.payload(), request.checkedBy());
    } catch (InvalidTargetException e) {
      throw new InvalidRequestException("/payload", String.valueOf(e.getMessage()));
    }
  }

  private Pause pause(InputStream body) {
    PauseRequest request = bodies.readOrNull(body, PauseRequest.class);
    return request == null ? Pause.SILENT : request.toPause();
  }
}
