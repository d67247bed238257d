package dev.carillon.api;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireFilter;
import dev.carillon.fire.FireHistory;
import dev.carillon.fire.FireKey;
import dev.carillon.fire.FireNotFoundException;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Ledger;
import dev.carillon.fire.Rule;
import dev.carillon.job.Job;
import dev.carillon.job.JobCatalog;
import dev.carillon.job.JobNotFoundException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The ledger: what became of every fire. */
@Path("/v1/namespaces/{namespace}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "fires")
public class FireResource {

  private final Ledger ledger;
  private final FireHistory fires;
  private final JobCatalog catalog;

  FireResource(Ledger ledger, FireHistory fires, JobCatalog catalog) {
    this.ledger = ledger;
    this.fires = fires;
    this.catalog = catalog;
  }

  @GET
  @Path("/jobs/{id}/fires")
  @Operation(
      summary = "List the fires of a job",
      description =
          "Latest scheduled time first. A token of a page goes with the filters of that page.")
  @APIResponse(
      responseCode = "200",
      description = "A page of fires",
      content = @Content(schema = @Schema(implementation = FirePage.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NotFound")
  public FirePage list(
      @RestPath String namespace,
      @RestPath String id,
      @Parameter(
              description = "Only fires in this state",
              schema = @Schema(implementation = FireState.class))
          @QueryParam("state")
          @Nullable String state,
      @Parameter(
              description = "Only fires on which this rule decided",
              schema = @Schema(implementation = Rule.class))
          @QueryParam("rule")
          @Nullable String rule,
      @Parameter(
              description = "Only fires with a scheduledTime from this instant on, inclusive",
              schema = @Schema(implementation = Instant.class))
          @QueryParam("from")
          @Nullable String from,
      @Parameter(
              description = "Only fires with a scheduledTime up to this instant, inclusive",
              schema = @Schema(implementation = Instant.class))
          @QueryParam("until")
          @Nullable String until,
      @Parameter(
              description = "1 to 1000, default 100",
              schema = @Schema(implementation = Integer.class))
          @QueryParam("pageSize")
          @Nullable String pageSize,
      @Parameter(description = "The nextPageToken of the page before") @QueryParam("pageToken")
          @Nullable String pageToken) {
    Job job = catalog.find(Names.namespace(namespace), Names.id(id));
    if (job == null) {
      throw new JobNotFoundException(namespace, id);
    }
    int size = Paging.size(pageSize);
    List<Fire> found =
        ledger.ofJob(
            job.uid,
            Paging.after(pageToken, Paging::time),
            filter(state, rule, from, until),
            size + 1);
    return new FirePage(
        found.stream().limit(size).map(FireResponse::of).toList(),
        Paging.next(found, size, fire -> fire.scheduledTime.toString()));
  }

  private static FireFilter filter(
      @Nullable String state,
      @Nullable String rule,
      @Nullable String from,
      @Nullable String until) {
    FireFilter filter =
        new FireFilter(
            Paging.state(state, FireState.class),
            Paging.oneOf("rule", rule, Rule.class),
            Instants.readOrNull("/from", from),
            Instants.readOrNull("/until", until));
    Instants.checkOrder(filter.from(), filter.until());
    return filter;
  }

  @GET
  @Path("/fires/{fireId}")
  @Operation(
      summary = "Read a fire",
      description =
          "With all its attempts, also after its job was deleted. A time that has no row of its own "
              + "is answered with the row that stands for it.")
  @APIResponse(
      responseCode = "200",
      description = "The fire",
      content = @Content(schema = @Schema(implementation = FireResponse.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NotFound")
  public FireResponse get(@RestPath String namespace, @RestPath String fireId) {
    Names.namespace(namespace);
    Fire fire = FireKey.parse(fireId).map(fires::covering).orElse(null);
    if (fire == null || !fire.namespace.equals(namespace)) {
      throw new FireNotFoundException(namespace, fireId);
    }
    return FireResponse.of(fire, fires.attempts(fire));
  }
}
