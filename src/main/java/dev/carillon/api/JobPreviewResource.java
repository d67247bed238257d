package dev.carillon.api;

import dev.carillon.job.Job;
import dev.carillon.job.JobCatalog;
import dev.carillon.job.JobCodec;
import dev.carillon.job.JobNotFoundException;
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
import org.jboss.resteasy.reactive.RestPath;

/** What the trigger of a stored job will do. */
@Path("/v1/namespaces/{namespace}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "jobs")
public class JobPreviewResource {

  private final JobCatalog catalog;
  private final JobCodec codec;
  private final Bodies bodies;
  private final Clock clock;

  JobPreviewResource(JobCatalog catalog, JobCodec codec, Bodies bodies, Clock clock) {
    this.catalog = catalog;
    this.codec = codec;
    this.bodies = bodies;
    this.clock = clock;
  }

  @POST
  @Path("/{id}:preview")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Preview a job's trigger",
      description = "Its next fire times as if it were enabled, without misfires and overlaps.")
  @APIResponse(
      responseCode = "200",
      description = "The preview",
      content = @Content(schema = @Schema(implementation = PreviewResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "409", ref = "Conflict")
  public PreviewResponse previewJob(
      @RestPath String namespace,
      @RestPath String id,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = PreviewWindow.class),
                      examples = @ExampleObject(name = "next three", value = "{\"count\": 3}")))
          InputStream body) {
    Job job = catalog.find(Names.namespace(namespace), Names.id(id));
    if (job == null) {
      throw new JobNotFoundException(namespace, id);
    }
    PreviewWindow window = bodies.read(bodies.tree(body), PreviewWindow.class);
    Trigger trigger = codec.read(job).trigger();
    Instant start = window.start(clock.instant());
    return PreviewResponse.of(window.preview(trigger, start), trigger, JobCodec.zone(job.timeZone));
  }
}
