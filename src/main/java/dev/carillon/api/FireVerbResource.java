package dev.carillon.api;

import dev.carillon.fire.Fire;
import dev.carillon.scheduler.RetryService;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What can be done with a fire: retry. */
@Path("/v1/namespaces/{namespace}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "fires")
public class FireVerbResource {

  private final RetryService retries;

  FireVerbResource(RetryService retries) {
    this.retries = retries;
  }

  @POST
  @Path("/fires/{fireId}:retry")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Retry a failed fire",
      description =
          "Puts a FAILED fire in the queue again, under the same fireId. Its attempts so far stay "
              + "in the ledger and do not count against the retryPolicy any more: neither against "
              + "maxAttempts nor against maxAge. It counts as active, whatever maxInstances says. "
              + "If the job is paused it is held until the job is resumed.")
  @APIResponse(
      responseCode = "202",
      description = "In the queue",
      content = @Content(schema = @Schema(implementation = FireResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "409", ref = "Conflict")
  public Response retry(@RestPath String namespace, @RestPath String fireId) {
    Names.namespace(namespace);
    Fire fire = retries.retry(namespace, fireId);
    return Response.accepted(FireResponse.of(fire)).build();
  }
}
