package dev.carillon.api;

import dev.carillon.job.Job;
import dev.carillon.job.JobCatalog;
import dev.carillon.job.JobCodec;
import dev.carillon.job.JobService;
import dev.carillon.job.JobState;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
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

/** The jobs of a namespace: create one, list them. */
@Path("/v1/namespaces/{namespace}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "jobs")
public class JobsResource {

  private final JobService service;
  private final JobCatalog catalog;
  private final JobCodec codec;
  private final JobReader reader;
  private final JobAnswers answers;

  JobsResource(
      JobService service,
      JobCatalog catalog,
      JobCodec codec,
      JobReader reader,
      JobAnswers answers) {
    this.service = service;
    this.catalog = catalog;
    this.codec = codec;
    this.reader = reader;
    this.answers = answers;
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
    JobRequest request = reader.read(body);
    String id = JobReader.checkedId(request);
    Job job = service.create(namespace, id, reader.input(request), !dryRun);
    return answers.created(job, dryRun);
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
}
