package dev.carillon.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.JobDetails;
import org.jobrunr.jobs.JobParameter;
import org.jobrunr.jobs.states.EnqueuedState;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.ScheduledState;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;

/** JobRunr OSS with 64 workers and the shortest poll interval that it takes, 5 s. */
final class JobRunrPeer implements Peer {

  private static final int WORKERS = 64;
  private static final int BATCH = 1_000;

  private final HikariDataSource pool;
  private final StorageProvider storage;
  private final BackgroundJobServer server;

  JobRunrPeer(String jdbcUrl, Observations observations) {
    pool = Pools.of(jdbcUrl, 25);
    storage = SqlStorageProviderFactory.using(pool);
    Handler handler = new Handler(observations);
    JobRunr.configure()
        .useStorageProvider(storage)
        .useJobActivator(activator(handler))
        .useBackgroundJobServer(
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andWorkerCount(WORKERS)
                .andPollInterval(Duration.ofSeconds(5)))
        .initialize();
    server = JobRunr.getBackgroundJobServer();
    standBy();
  }

  @Override
  public void load(long[] dueMicros) {
    long now = Micros.local();
    List<Job> batch = new ArrayList<>();
    for (int i = 0; i < dueMicros.length; i++) {
      JobState state =
          dueMicros[i] <= now
              ? new EnqueuedState()
              : new ScheduledState(Micros.instant(dueMicros[i]));
      batch.add(new Job(details(dueMicros[i]), state));
      if (batch.size() == BATCH || i == dueMicros.length - 1) {
        storage.save(batch);
        batch.clear();
      }
    }
  }

  @Override
  public void loadEverySecond(long[] firstMicros) {
    throw new NotPossibleException("recurring jobs of JobRunr OSS are 5 s apart at least");
  }

  @Override
  public void go() {
    server.resumeProcessing();
  }

  @Override
  public void standBy() {
    server.pauseProcessing();
  }

  @Override
  public void close() {
    JobRunr.destroy();
    pool.close();
  }

  private static JobDetails details(long due) {
    return new JobDetails(
        Handler.class.getName(), null, "run", List.of(new JobParameter(Long.class, due)));
  }

  private static JobActivator activator(Handler handler) {
    return new JobActivator() {
      @Override
      public <T> T activateJob(Class<T> type) {
        return type.cast(handler);
      }
    };
  }

  /** What the jobs call. */
  public static final class Handler {

    private final Observations observations;

    Handler(Observations observations) {
      this.observations = observations;
    }

    /** Notes the time. */
    public void run(Long dueMicros) {
      observations.note(dueMicros);
    }
  }
}
