package dev.carillon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of outages, latest first. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A page of outages, latest first.")
public record OutagePage(
    List<OutageResponse> outages,
    @Schema(description = "Opaque; absent on the last page.") @Nullable String nextPageToken) {}
