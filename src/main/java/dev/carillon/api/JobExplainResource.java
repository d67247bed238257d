package dev.carillon.api;

import dev.carillon.explain.ExplainService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Why a job fired, or did not, or will. */
@Path("/v1/namespaces/{namespace}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "jobs")
public class JobExplainResource {

  private final ExplainService service;

  JobExplainResource(ExplainService service) {
    this.service = service;
  }

  @GET
  @Path("/{id}:explain")
  @Operation(
      summary = "Explain an instant of a job",
      description =
          "What happened then, or will happen, and why: by the ledger, the trigger that was valid "
              + "then, and the state of the job at that time. Changes nothing.")
  @APIResponse(
      responseCode = "200",
      description = "The explanation",
      content = @Content(schema = @Schema(implementation = ExplainResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NotFound")
  public ExplainResponse explain(
      @RestPath String namespace,
      @RestPath String id,
      @Parameter(
              description =
                  "An RFC 3339 instant in the years 1970 to 9999; a + of its offset is sent as %2B",
              required = true,
              example = "2027-01-01T02:00:00Z",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"))
          @QueryParam("at")
          @Nullable String at) {
    Names.namespace(namespace);
    Names.id(id);
    Instant instant = Instants.require("/at", at);
    return ExplainResponse.of(namespace, id, service.explain(namespace, id, instant));
  }
}
