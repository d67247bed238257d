package dev.carillon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of jobs, in the order of their ids. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A page of jobs, in the order of their ids.")
public record JobPage(
    List<JobResponse> jobs,
    @Schema(description = "Opaque; absent on the last page.") @Nullable String nextPageToken) {}
