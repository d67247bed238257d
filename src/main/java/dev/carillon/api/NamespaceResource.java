package dev.carillon.api;

import dev.carillon.job.NamespaceService;
import dev.carillon.job.NamespaceSettings;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
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

/** What is set for all jobs of a namespace. */
@Path("/v1/namespaces/{namespace}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "namespaces")
public class NamespaceResource {

  private final NamespaceService service;
  private final Bodies bodies;

  NamespaceResource(NamespaceService service, Bodies bodies) {
    this.service = service;
    this.bodies = bodies;
  }

  @GET
  @Operation(
      summary = "Read the settings of a namespace",
      description = "Every namespace exists; one that was never set answers the defaults.")
  @APIResponse(
      responseCode = "200",
      description = "The settings",
      content = @Content(schema = @Schema(implementation = NamespaceResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  public Response get(@RestPath String namespace) {
    return ok(service.get(Names.namespace(namespace)));
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Replace the settings of a namespace",
      description = "Idempotent. What is left out goes back to its default.")
  @APIResponse(
      responseCode = "200",
      description = "Replaced",
      content = @Content(schema = @Schema(implementation = NamespaceResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "412", ref = "Stale")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  public Response put(
      @RestPath String namespace,
      @Parameter(description = "Entity tag the settings must have") @HeaderParam("If-Match")
          @Nullable String ifMatch,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = NamespaceRequest.class),
                      examples = @ExampleObject(name = "history", value = Examples.NAMESPACE)))
          InputStream body) {
    Names.namespace(namespace);
    NamespaceRequest request = bodies.read(bodies.tree(body), NamespaceRequest.class);
    return ok(service.put(namespace, request.history(), Conditions.of(ifMatch, null)));
  }

  private static Response ok(NamespaceSettings settings) {
    return Response.ok(NamespaceResponse.of(settings)).tag(new EntityTag(settings.tag())).build();
  }
}
