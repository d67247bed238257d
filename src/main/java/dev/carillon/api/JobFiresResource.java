package dev.carillon.api;

import dev.carillon.scheduler.BackfillService;
import dev.carillon.scheduler.BackfillWindow;
import dev.carillon.scheduler.Backfilled;
import dev.carillon.scheduler.RetryService;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What can be done with many fires of a job at once: retry, backfill. */
@Path("/v1/namespaces/{namespace}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "fires")
public class JobFiresResource {

  private final RetryService retries;
  private final BackfillService backfills;
  private final Bodies bodies;
  private final Clock clock;

  JobFiresResource(RetryService retries, BackfillService backfills, Bodies bodies, Clock clock) {
    this.retries = retries;
    this.backfills = backfills;
    this.bodies = bodies;
    this.clock = clock;
  }

  @POST
  @Path("/{id}/fires:retry")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Retry failed fires of a job",
      description =
          "What the retry of one fire does, for all that the body names, earliest first and so "
              + "many a second. Without a body: for up to 1000.")
  @APIResponse(
      responseCode = "202",
      description = "In the queue",
      content = @Content(schema = @Schema(implementation = RetryResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "409", ref = "Conflict")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  public Response retry(
      @RestPath String namespace,
      @RestPath String id,
      @RequestBody(
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = RetryRequest.class),
                      examples = @ExampleObject(name = "a day", value = Examples.RETRY)))
          InputStream body) {
    Names.namespace(namespace);
    Names.id(id);
    RetryRequest request =
        Objects.requireNonNullElse(bodies.readOrNull(body, RetryRequest.class), RetryRequest.ALL);
    RetryResponse answer = RetryResponse.of(retries.retry(namespace, id, request.filter()));
    return Response.accepted(answer).build();
  }

  @POST
  @Path("/{id}:backfill")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Deliver fire times of the past",
      description =
          "Adds a fire for every time of the job's trigger in a window of the past, both ends "
              + "inclusive, that was not delivered: times that have no row in the ledger, and "
              + "times that are MISSED, SKIPPED or CANCELLED. They carry the fireId that they had, "
              + "or would have had. Times with any other fire are left alone, so that asking twice "
              + "adds nothing; times that are due and not yet decided are left to the schedule. "
              + "The job's maxInstances, misfireGraceTime and maxFires have no say: the fires "
              + "count as active, and start at the rate that is given. Fires of a paused job are "
              + "held until it is resumed; a completed job can be backfilled.")
  @APIResponse(
      responseCode = "200",
      description = "What would be done",
      content = @Content(schema = @Schema(implementation = BackfillResponse.class)))
  @APIResponse(
      responseCode = "202",
      description = "In the queue",
      content = @Content(schema = @Schema(implementation = BackfillResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "409", ref = "Conflict")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  public Response backfill(
      @RestPath String namespace,
      @RestPath String id,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = BackfillRequest.class),
                      examples = {
                        @ExampleObject(name = "dry run", value = Examples.BACKFILL_DRY_RUN),
                        @ExampleObject(name = "a week", value = Examples.BACKFILL)
                      }))
          InputStream body) {
    Names.namespace(namespace);
    Names.id(id);
    BackfillRequest request = bodies.read(bodies.tree(body), BackfillRequest.class);
    BackfillWindow window = request.window(clock.instant());
    boolean dryRun = request.isDryRun();
    Backfilled done = backfills.backfill(namespace, id, window, !dryRun);
    return Response.status(dryRun ? Response.Status.OK : Response.Status.ACCEPTED)
        .entity(BackfillResponse.of(done, dryRun))
        .build();
  }
}
