package dev.carillon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.api.problem.InvalidRequestException;
import dev.carillon.job.CatchUp;
import dev.carillon.job.Coalesce;
import dev.carillon.job.History;
import dev.carillon.job.JobInput;
import dev.carillon.job.OnCompletion;
import dev.carillon.job.OverlapPolicy;
import dev.carillon.job.Policies;
import dev.carillon.job.RetryPolicy;
import dev.carillon.target.Target;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a caller defines of a job. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    description = "What a caller defines of a job.",
    requiredProperties = {"trigger", "target"})
@RegisterForReflection
public record JobRequest(
    @Schema(
            description = "The caller's name of the job; required with POST, in the path with PUT.",
            examples = "nightly-billing")
        @Nullable String id,
    @Schema(description = "For people, at most 1024 characters.") @Nullable String description,
    @Schema(description = "Names and values to find jobs by, at most 32.")
        @Nullable Map<String, String> labels,
    @Schema(
            type = SchemaType.OBJECT,
            implementation = Object.class,
            description =
                "When the job fires. `type` is date, interval, cron, calendarinterval, "
                    + "and, or.",
            examples = "{\"type\": \"cron\", \"expression\": \"0 2 * * *\"}")
        @Nullable JsonNode trigger,
    @Schema(
            description = "IANA zone for triggers that name none.",
            defaultValue = "UTC",
            examples = "Europe/Berlin")
        @Nullable String timeZone,
    @Schema(description = "Where its fires go.") @Nullable Target target,
    @Schema(
            type = SchemaType.STRING,
            format = "duration",
            description =
                "ISO-8601 duration, PT0.000001S to P3650000D: how late a fire may be and still be delivered. "
                    + "Absent or null: any lateness.",
            examples = "PT1H")
        @Nullable Duration misfireGraceTime,
    @Schema(description = "What several overdue fires of the job become.", defaultValue = "LATEST")
        @Nullable Coalesce coalesce,
    @Schema(
            type = SchemaType.INTEGER,
            implementation = Integer.class,
            nullable = true,
            minimum = "1",
            maximum = "100000",
            description =
                "How many fires of the job may be in flight; null: any number (in a PATCH: back to "
                    + "the default). Absent: 1 for http, "
                    + "any number for kafka and event.")
        @Nullable JsonNode maxInstances,
    @Schema(
            description = "What becomes of a fire that is due while maxInstances are under way.",
            defaultValue = "SKIP")
        @Nullable OverlapPolicy overlapPolicy,
    @Schema(description = "How much of a backlog is made up for.") @Nullable CatchUp catchUp,
    @Schema(
            description =
                "Deliver fires of this namespace that share the target's key one after another, in "
                    + "the order of their scheduled times.",
            defaultValue = "false")
        @Nullable Boolean ordered,
    @Schema(description = "When a failed attempt is followed by another.")
        @Nullable RetryPolicy retryPolicy,
    @Schema(description = "Where fires that failed are reported to, as a CloudEvent.")
        @Nullable Target deadLetter,
    @Schema(
            type = SchemaType.INTEGER,
            minimum = "1",
            maximum = "1000000",
            description = "Fires: after so many failed ones in a row the job is paused.")
        @Nullable Integer pauseAfterFailures,
    @Schema(
            description = "RFC 3339 instant, inclusive: no fire time lies before it.",
            examples = "2027-01-01T00:00:00Z")
        @Nullable Instant startTime,
    @Schema(
            description = "RFC 3339 instant, inclusive: no fire time lies after it.",
            examples = "2028-01-01T00:00:00Z")
        @Nullable Instant endTime,
    @Schema(
            type = SchemaType.INTEGER,
            minimum = "1",
            description = "Fires of the schedule after which the job is completed.")
        @Nullable Long maxFires,
    @Schema(
            description = "What becomes of the job when no fire time is left.",
            defaultValue = "KEEP")
        @Nullable OnCompletion onCompletion,
    @Schema(description = "How long the ledger of the job is kept.") @Nullable History history) {

  private static final int LONGEST_DESCRIPTION = 1024;
  private static final int LONGEST_LABEL = 256;
  private static final int MOST_LABELS = 32;
  private static final int LONGEST_TRIGGER = 16 * 1024;
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}");

  /**
   * Checks the request and fills in what was left out.
   *
   * @throws InvalidRequestException if a member is missing or out of its bounds
   * @throws dev.carillon.job.InvalidPolicyException likewise
   */
  JobInput toInput() {
    if (trigger == null || trigger.isNull()) {
      throw new InvalidRequestException("/trigger", "is required");
    }
    if (trigger.toString().length() > LONGEST_TRIGGER) {
      throw new InvalidRequestException(
          "/trigger", "longer than " + LONGEST_TRIGGER + " characters");
    }
    if (target == null) {
      throw new InvalidRequestException("/target", "is required");
    }
    if (description != null && description.length() > LONGEST_DESCRIPTION) {
      throw new InvalidRequestException(
          "/description", "longer than " + LONGEST_DESCRIPTION + " characters");
    }
    Map<String, String> checkedLabels = Objects.requireNonNullElse(labels, Map.of());
    checkLabels(checkedLabels);
    return new JobInput(
        description,
        checkedLabels,
        trigger,
        timeZone,
        target,
        new Policies(
            misfireGraceTime,
            coalesce,
            catchUp,
            instances(target),
            overlapPolicy,
            ordered,
            retryPolicy,
            deadLetter,
            pauseAfterFailures,
            startTime,
            endTime,
            maxFires,
            onCompletion,
            history));
  }

  private @Nullable Integer instances(Target target) {
    if (maxInstances == null) {
      return target.defaultMaxInstances();
    }
    if (maxInstances.isNull()) {
      return null;
    }
    if (!maxInstances.isInt()) {
      throw new InvalidRequestException(
          "/maxInstances", maxInstances + " is not valid: expected a whole number, or null");
    }
    return maxInstances.intValue();
  }

  private static void checkLabels(Map<String, String> labels) {
    if (labels.size() > MOST_LABELS) {
      throw new InvalidRequestException("/labels", "more than " + MOST_LABELS + " labels");
    }
    labels.forEach(
        (name, value) -> {
          if (!LABEL.matcher(name).matches()) {
            throw new InvalidRequestException(
                member(name), "'" + name + "' is not a label: 1 to 63 letters, digits and . _ / -");
          }
          if (value == null || value.length() > LONGEST_LABEL) {
            throw new InvalidRequestException(
                member(name), "expected a text of at most " + LONGEST_LABEL + " characters");
          }
        });
  }

  private static String member(String label) {
    return "/labels/" + label.replace("~", "~0").replace("/", "~1");
  }
}
