package dev.carillon.api;

import dev.carillon.scheduler.OutageReport;
import dev.carillon.scheduler.Scheduler;
import dev.carillon.scheduler.SchedulerConfig;
import dev.carillon.scheduler.SchedulerService;
import dev.carillon.scheduler.SchedulerState;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The whole scheduler: its state, its processes, its outages. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "scheduler")
public class SchedulerResource {

  private static final int MOST_PODS = 100;

  private final SchedulerService service;
  private final Scheduler scheduler;
  private final SchedulerConfig config;
  private final Bodies bodies;
  private final Clock clock;

  SchedulerResource(
      SchedulerService service,
      Scheduler scheduler,
      SchedulerConfig config,
      Bodies bodies,
      Clock clock) {
    this.service = service;
    this.scheduler = scheduler;
    this.config = config;
    this.bodies = bodies;
    this.clock = clock;
  }

  @GET
  @Path("/scheduler")
  @Operation(
      summary = "Read the state of the scheduler",
      description = "Whether it is paused, its processes, and how the one that answers is doing.")
  @APIResponse(
      responseCode = "200",
      description = "The scheduler",
      content = @Content(schema = @Schema(implementation = SchedulerResponse.class)))
  @APIResponse(responseCode = "503", ref = "Unavailable")
  public SchedulerResponse get() throws SQLException {
    return answer(service.state());
  }

  @POST
  @Path("/scheduler:pause")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Pause the scheduler",
      description =
          "Once this has returned nothing starts in any process: no fires, no retries, no runs on "
              + "demand. They wait; what is in flight goes on. If it is paused already, reason, by "
              + "and until are replaced.")
  @APIResponse(
      responseCode = "200",
      description = "Paused",
      content = @Content(schema = @Schema(implementation = SchedulerResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  public SchedulerResponse pause(
      @RequestBody(
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = PauseRequest.class),
                      examples = @ExampleObject(name = "until", value = Examples.SCHEDULER_PAUSE)))
          InputStream body)
      throws SQLException {
    return answer(service.pause(read(body, PauseRequest.class).toPause()));
  }

  @POST
  @Path("/scheduler:resume")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Resume the scheduler",
      description =
          "What was due meanwhile is judged by each job's misfire rules. Processes that were "
              + "started paused begin to work, too.")
  @APIResponse(
      responseCode = "200",
      description = "Running",
      content = @Content(schema = @Schema(implementation = SchedulerResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  public SchedulerResponse resume(
      @RequestBody(
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = SchedulerResumeRequest.class),
                      examples = @ExampleObject(name = "by", value = Examples.SCHEDULER_RESUME)))
          InputStream body)
      throws SQLException {
    return answer(service.resume(read(body, SchedulerResumeRequest.class).by()));
  }

  @GET
  @Path("/scheduler/outages")
  @Operation(
      summary = "List outages",
      description =
          "Times in which no process was at work, latest first, and what became of the fire times "
              + "that fell into them.")
  @APIResponse(
      responseCode = "200",
      description = "A page of outages",
      content = @Content(schema = @Schema(implementation = OutagePage.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  public OutagePage outages(
      @Parameter(
              description = "1 to 1000, default 100",
              schema = @Schema(implementation = Integer.class))
          @QueryParam("pageSize")
          @Nullable String pageSize,
      @Parameter(description = "The nextPageToken of the page before") @QueryParam("pageToken")
          @Nullable String pageToken)
      throws SQLException {
    int size = Paging.size(pageSize);
    Long before = Paging.after(pageToken, Long::valueOf);
    List<OutageReport> outages =
        service.outages(before == null ? Long.MAX_VALUE : before, size + 1);
    return new OutagePage(
        outages.stream().limit(size).map(OutageResponse::of).toList(),
        Paging.next(outages, size, report -> Long.toString(report.outage().id())));
  }

  private SchedulerResponse answer(SchedulerState state) throws SQLException {
    return SchedulerResponse.of(
        state,
        service.members(MOST_PODS),
        scheduler.status(),
        clock.instant(),
        config.outageThreshold());
  }

  private <T> T read(InputStream body, Class<T> type) {
    return bodies.readOrEmpty(body, type);
  }
}
