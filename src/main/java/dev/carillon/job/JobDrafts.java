package dev.carillon.job;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** New jobs as they will be stored: checked and planned. */
@ApplicationScoped
class JobDrafts {

  private final JobCodec codec;
  private final JobSchedule schedule;
  private final Clock clock;

  JobDrafts(JobCodec codec, JobSchedule schedule, Clock clock) {
    this.codec = codec;
    this.schedule = schedule;
    this.clock = clock;
  }

  /**
   * Makes a job of what a caller defines.
   *
   * @throws dev.carillon.trigger.InvalidTriggerException if the trigger is not valid
   */
  Job draft(String namespace, String id, JobInput input) {
    Instant currentTime = clock.instant();
    Job job = new Job();
    job.uid = UuidVersion7Strategy.INSTANCE.generateUuid(null);
    job.namespace = namespace;
    job.id = id;
    job.triggerSetAt = currentTime;
    job.createdAt = currentTime;
    codec.write(input, job);
    schedule.start(job, currentTime);
    LockedJobs.touch(job, currentTime);
    return job;
  }
}
