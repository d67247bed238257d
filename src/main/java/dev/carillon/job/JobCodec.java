package dev.carillon.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.target.Target;
import dev.carillon.trigger.InvalidTriggerException;
import dev.carillon.trigger.TimeZones;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerContext;
import dev.carillon.trigger.TriggerReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns what callers write into columns of a {@link Job}, and columns into what can be planned. */
@ApplicationScoped
public class JobCodec {

  private static final int MOST_READ = 5_000;

  private final ObjectMapper json;

  /** What was read lately: the hot path sees the same jobs again and again. */
  private final Cache<Source, JobDefinition> read =
      Caffeine.newBuilder().maximumSize(MOST_READ).build();

  /** Many jobs differ by their trigger alone. */
  private final ReadTexts<Target> targets;

  private final ReadTexts<Policies> policies;

  JobCodec(ObjectMapper json) {
    this.json = json;
    targets = new ReadTexts<>(json.readerFor(Target.class));
    policies = new ReadTexts<>(json.readerFor(Policies.class));
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

  /** Whether writing this definition would leave the row as it is. */
  boolean isDefinedAs(Job job, JobInput input) {
    Job written = new Job();
    write(input, written);
    return job.format == written.format
        && Objects.equals(job.description, written.description)
        && job.labels.equals(written.labels)
        && job.trigger.equals(written.trigger)
        && Objects.equals(job.timeZone, written.timeZone)
        && job.target.equals(written.target)
        && job.policies.equals(written.policies);
  }

  /** Whether the row has just this schedule: the same trigger as JSON, zone and bounds. */
  boolean hasSchedule(Job job, JobInput input) {
    try {
      return json.readTree(job.trigger).equals(input.trigger())
          && Objects.equals(job.timeZone, input.timeZone())
          && policies(job).boundsLike(input.policies());
    } catch (JsonProcessingException | UnreadableJobException e) {
      return false;
    }
  }

  /**
   * Reads what can be planned and fired.
   *
   * @throws UnreadableJobException if the row is not of a form that this version reads
   */
  public JobDefinition read(Job job) {
    if (job.trigger.length() + job.target.length() + job.policies.length()
        > ReadTexts.LARGEST_KEPT) {
      return parse(job);
    }
    Source source =
        new Source(
            job.uid,
            job.format,
            job.trigger,
            job.timeZone,
            job.triggerSetAt,
            job.target,
            job.policies);
    return Objects.requireNonNull(read.get(source, same -> parse(job)));
  }

  private JobDefinition parse(Job job) {
    try {
      if (job.format > Job.FORMAT) {
        throw new IllegalArgumentException(
            "its form is " + job.format + ", this version reads up to " + Job.FORMAT);
      }
      Policies rules = policies.read(job.policies);
      return new JobDefinition(trigger(job, rules), targets.read(job.target), rules);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new UnreadableJobException("the stored job cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether a job goes when it is completed; what cannot be read is never deleted. */
  public boolean isNotKept(Job job) {
    try {
      return read(job).policies().onCompletion() == OnCompletion.DELETE;
    } catch (UnreadableJobException e) {
      return false;
    }
  }

  /** Everything that a definition is made of. */
  private record Source(
      UUID uid,
      int format,
      String trigger,
      @Nullable String timeZone,
      Instant triggerSetAt,
      String target,
      String policies) {}

  /**
   * Reads the trigger alone, within the bounds of the job's policies.
   *
   * @throws InvalidTriggerException if it is not valid
   */
  Trigger trigger(Job job) {
    return trigger(job, policies(job));
  }

  /** Reads the policies alone. */
  Policies policies(Job job) {
    try {
      return policies.read(job.policies);
    } catch (JsonProcessingException e) {
      throw new UnreadableJobException("the stored policies cannot be read: " + e.getMessage(), e);
    }
  }

  private Trigger trigger(Job job, Policies rules) {
    try {
      Object spec = json.readValue(job.trigger, Object.class);
      return read(spec, job.timeZone, job.triggerSetAt, seed(job))
          .within(rules.startTime(), rules.endTime());
    } catch (JsonProcessingException e) {
      throw new InvalidTriggerException("", "not JSON: " + e.getOriginalMessage());
    }
  }

  /**
   * Reads the trigger that a job had until a change of it, without its bounds.
   *
   * @throws UnreadableJobException if it is not of a form that this version reads
   */
  public Trigger trigger(Job job, ChangeRecord change) {
    try {
      return read(
          json.readValue(change.trigger, Object.class),
          change.timeZone,
          Objects.requireNonNullElse(change.triggerSetAt, job.createdAt),
          seed(job));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new UnreadableJobException("an old trigger cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reads policies; the defaults if the column is not of a form that this version reads. */
  Policies policies(String column) {
    try {
      return policies.read(column);
    } catch (JsonProcessingException e) {
      return Policies.DEFAULT;
    }
  }

  /**
   * Reads a trigger that belongs to no job.
   *
   * @param timeZone IANA zone for triggers that name none; null = UTC
   * @param anchor from when an interval without start counts
   * @throws InvalidTriggerException if the trigger is not valid
   * @throws InvalidPolicyException if the zone is not
   */
  public Trigger trigger(JsonNode spec, @Nullable String timeZone, Instant anchor) {
    JobInput.checkTimeZone(timeZone);
    return read(json.convertValue(spec, Object.class), timeZone, anchor, 0);
  }

  private static Trigger read(
      @Nullable Object spec, @Nullable String timeZone, Instant anchor, long seed) {
    return TriggerReader.read(spec, new TriggerContext(zone(timeZone), anchor, seed));
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

  /** The zone of this name, which is valid; null = UTC. */
  public static ZoneId zone(@Nullable String id) {
    ZoneId zone = id == null ? null : TimeZones.find(id);
    return zone == null ? ZoneId.of(id == null ? "UTC" : id) : zone;
  }
}
