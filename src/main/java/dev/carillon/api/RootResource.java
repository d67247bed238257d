package dev.carillon.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Leads a browser to the interface's own page. */
@Path("/")
public class RootResource {

  @GET
  @Operation(hidden = true)
  public Response root() {
    return Response.seeOther(URI.create("/q/swagger-ui/")).build();
  }
}
