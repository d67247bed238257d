package dev.carillon.api;

import dev.carillon.api.problem.InvalidRequestException;
import dev.carillon.job.JobCodec;
import dev.carillon.trigger.Trigger;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a trigger will do, before it does. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "triggers")
public class PreviewResource {

  private final JobCodec codec;
  private final Bodies bodies;
  private final Clock clock;

  PreviewResource(JobCodec codec, Bodies bodies, Clock clock) {
    this.codec = codec;
    this.bodies = bodies;
    this.clock = clock;
  }

  @POST
  @Path("/triggers:preview")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Preview a trigger", description = "Its next fire times; nothing is stored.")
  @APIResponse(
      responseCode = "200",
      description = "The preview",
      content = @Content(schema = @Schema(implementation = PreviewResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  public PreviewResponse preview(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = PreviewRequest.class),
                      examples = @ExampleObject(name = "gap", value = Examples.PREVIEW)))
          InputStream body) {
    PreviewRequest request = bodies.read(bodies.tree(body), PreviewRequest.class);
    if (request.trigger() == null || request.trigger().isNull()) {
      throw new InvalidRequestException("/trigger", "is required");
    }
    Instant start = request.window().start(clock.instant());
    Trigger trigger = codec.trigger(request.trigger(), request.timeZone(), start);
    return PreviewResponse.of(
        request.window().preview(trigger, start), trigger, JobCodec.zone(request.timeZone()));
  }
}
