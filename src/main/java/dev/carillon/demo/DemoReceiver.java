package dev.carillon.demo;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/** A receiver of fires that prints what arrives. */
@Path(DemoReceiver.PATH)
@IfBuildProfile("dev")
public class DemoReceiver {

  static final String PATH = "/demo/arrivals";
  private static final Logger LOG = Logger.getLogger(DemoReceiver.class);

  @POST
  @Operation(hidden = true)
  public String arrive(
      @HeaderParam("ce-source") String source,
      @HeaderParam("ce-time") String scheduledTime,
      @HeaderParam("ce-id") String fireId,
      String body) {
    LOG.infof("arrived: %s scheduled for %s fireId=%s", source, scheduledTime, fireId);
    return "thank you";
  }
}
