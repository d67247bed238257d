package dev.carillon.cluster;

import dev.carillon.event.JobFact;
import dev.carillon.event.SchedulerStopped;
import dev.carillon.scheduler.Pod;
import dev.carillon.scheduler.SchedulerConfig;
import dev.carillon.scheduler.Wakeup;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Wakes other processes for what was changed here, and this one for what was changed there. */
@ApplicationScoped
class Cluster {

  /** Who looks at the database anyway, as often as max-sleep says, may do so a little late. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  private static final int STOP_MILLIS = 400;

  private final boolean configured;
  private final Wakeup wakeup;
  private final SchedulerConfig config;
  private final Clock clock;
  private final Outbox outbox = new Outbox();
  private final Listener listener;
  private final Thread publishing;
  private final Thread listening;

  Cluster(
      @Identifier("default-kafka-broker") Map<String, Object> settings,
      ClusterConfig cluster,
      Pod pod,
      Wakeup wakeup,
      SchedulerConfig config,
      Clock clock) {
    this.configured = ControlSettings.nameBroker(settings);
    this.wakeup = wakeup;
    this.config = config;
    this.clock = clock;
    listener = new Listener(settings, cluster.topic(), pod.id(), wakeup::signal);
    publishing =
        new Thread(
            new Publisher(settings, cluster.topic(), pod.id(), outbox), "carillon-control-publish");
    listening = new Thread(listener, "carillon-control-listen");
  }

  void start(@Observes StartupEvent start) {
    if (configured) {
      wakeup.onAnnouncement(() -> outbox.offer(Instant.MIN));
      for (Thread thread : new Thread[] {publishing, listening}) {
        // Whatever a client waits for, the process may end.
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  /** Tells of a job that is due before the others would look at the database by themselves. */
  void jobChanged(@Observes JobFact fact) {
    Instant due = fact.nextRunTime();
    if (configured
        && due != null
        && due.isBefore(clock.instant().plus(config.maxSleep()).plus(SLACK))) {
      outbox.offer(due);
    }
  }

  /** Others may take what this process has left. */
  void stopped(@Observes SchedulerStopped stopped) {
    outbox.offer(Instant.MIN);
  }

  void stop(@Observes ShutdownEvent stop) {
    outbox.close();
    listener.stop();
    if (configured) {
      await(publishing);
      await(listening);
    }
  }

  private static void await(Thread thread) {
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
