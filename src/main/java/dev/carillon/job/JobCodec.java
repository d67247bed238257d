package dev.carillon.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.target.Target;
import dev.carillon.trigger.InvalidTriggerException;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerContext;
import dev.carillon.trigger.TriggerReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns what callers write into columns of a {@link Job}, and columns into what can be planned. */
@ApplicationScoped
public class JobCodec {

  private final ObjectMapper json;

  JobCodec(ObjectMapper json) {
    this.json = json;
  }

  /** Writes the caller's definition into the row; schedule and state are left alone. */
  void write(JobInput input, Job job) {
    try {
      job.format = Job.FORMAT;
      job.description = input.description();
      job.labels = json.writeValueAsString(input.labels());
      job.trigger = json.writeValueAsString(input.trigger());
      job.timeZone = input.timeZone();
      job.target = json.writeValueAsString(input.target());
      job.policies = json.writeValueAsString(input.policies());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a valid definition could not be written as JSON", e);
    }
  }

  /** Whether the row has just this trigger: the same JSON and the same zone. */
  boolean hasTrigger(Job job, JsonNode trigger, @Nullable String timeZone) {
    try {
      return json.readTree(job.trigger).equals(trigger) && Objects.equals(job.timeZone, timeZone);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * Reads what can be planned and fired.
   *
   * @throws UnreadableJobException if the row is not of a form that this version reads
   */
  public JobDefinition read(Job job) {
    try {
      if (job.format > Job.FORMAT) {
        throw new IllegalArgumentException(
            "its form is " + job.format + ", this version reads up to " + Job.FORMAT);
      }
      return new JobDefinition(
          trigger(job),
          json.readValue(job.target, Target.class),
          json.readValue(job.policies, Policies.class));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new UnreadableJobException("the stored job cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the trigger alone.
   *
   * @throws InvalidTriggerException if it is not valid
   */
  Trigger trigger(Job job) {
    try {
      Object spec = json.readValue(job.trigger, Object.class);
      return TriggerReader.read(
          spec, new TriggerContext(zone(job.timeZone), job.triggerSetAt, seed(job)));
    } catch (JsonProcessingException e) {
      throw new InvalidTriggerException("", "not JSON: " + e.getOriginalMessage());
    }
  }

  /** JSON of a column as a tree, for showing it. */
  public JsonNode tree(String column) {
    try {
      return json.readTree(column);
    } catch (JsonProcessingException e) {
      return json.getNodeFactory().textNode(column);
    }
  }

  private static long seed(Job job) {
    return job.uid.getMostSignificantBits() ^ job.uid.getLeastSignificantBits();
  }

  private static ZoneId zone(@Nullable String id) {
    return id == null ? ZoneOffset.UTC : ZoneId.of(id);
  }
}
