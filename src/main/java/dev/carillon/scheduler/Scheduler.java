package dev.carillon.scheduler;

import dev.carillon.event.Events;
import dev.carillon.event.JobFact;
import dev.carillon.event.JobModified;
import dev.carillon.event.JobResumed;
import dev.carillon.event.SchedulerStarted;
import dev.carillon.event.SchedulerStopped;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;

/** Starts and stops the work of this process. */
@ApplicationScoped
public class Scheduler {

  private static final Logger LOG = Logger.getLogger(Scheduler.class);
  private static final long DRAIN_STEP_MILLIS = 10;

  /** For what came back while the patience for deliveries came to its end. */
  private static final Duration LAST_SETTLEMENT = Duration.ofSeconds(2);

  private final WakeupLoop loop;
  private final Settler settler;
  private final Starter starter;
  private final PermitKeeper permits;
  private final ClockSampler sampler;
  private final DatabaseClock clock;
  private final LeaseKeeper leases;
  private final HistoryPruner pruner;
  private final Membership membership;
  private final SchedulerGate gate;
  private final InFlight inFlight;
  private final Wakeup wakeup;
  private final Events events;
  private final Pod pod;
  private final SchedulerConfig settings;
  private final ShutdownConfig config;
  private final ManagedExecutor executor;
  private CompletableFuture<Void> sampling = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> keeping = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> pruning = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> looping = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> settling = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> starting = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> permitting = CompletableFuture.completedFuture(null);

  Scheduler(
      WakeupLoop loop,
      Settler settler,
      Starter starter,
      PermitKeeper permits,
      ClockSampler sampler,
      DatabaseClock clock,
      LeaseKeeper leases,
      HistoryPruner pruner,
      Membership membership,
      SchedulerGate gate,
      InFlight inFlight,
      Wakeup wakeup,
      Events events,
      Pod pod,
      SchedulerConfig settings,
      ShutdownConfig config,
      ManagedExecutor executor) {
    this.loop = loop;
    this.settler = settler;
    this.starter = starter;
    this.permits = permits;
    this.sampler = sampler;
    this.clock = clock;
    this.leases = leases;
    this.pruner = pruner;
    this.membership = membership;
    this.gate = gate;
    this.inFlight = inFlight;
    this.wakeup = wakeup;
    this.events = events;
    this.pod = pod;
    this.settings = settings;
    this.config = config;
    this.executor = executor;
  }

  /** Before every other observer of the start, since they may ask for the time. */
  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start)
      throws SQLException {
    settings.check();
    clock.sample();
    membership.enter();
    sampling = run("sampler", sampler::run);
    keeping = run("leases", leases::run);
    settling = run("settler", settler::run);
    starting = run("starter", starter::run);
    permitting = run("permits", permits::run);
    looping = run("loop", loop::run);
    pruning = run("pruner", pruner::run);
    LOG.infof("the scheduler runs podId=%s", pod.id());
    events.fire(new SchedulerStarted(pod.id()));
  }

  private CompletableFuture<Void> run(String part, Runnable work) {
    return executor.runAsync(loop.state().watched(part, work));
  }

  /**
   * Wakes the loop for a job that is due earlier than it sleeps, and every loop for a job whose
   * fires may go on that were held or waited for an instance: whenever the next one is planned.
   */
  void jobChanged(@Observes JobFact fact) {
    if (fact instanceof JobModified || fact instanceof JobResumed) {
      wakeup.announce();
    } else if (fact.nextRunTime() != null) {
      wakeup.signal(fact.nextRunTime());
    }
  }

  /** How this process is doing. */
  public SchedulerStatus status() {
    LoopState state = loop.state();
    Opening opening = gate.latest();
    return new SchedulerStatus(
        pod.id(),
        state.hasTurned(),
        opening == null ? Hold.NONE : opening.hold(),
        state.isStopping(),
        state.ended(),
        state.sinceTurn(),
        state.failure(),
        sampler.isAnswering(),
        clock.isTrusted(),
        clock.uncertainty(),
        inFlight.size());
  }

  /** Stops claiming, waits for what is in flight, and leaves the rest to other processes. */
  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent stop) {
    LOG.infof("the scheduler stops, %d fires in flight", inFlight.size());
    loop.state().stop();
    pruner.stop();
    wakeup.signal();
    Duration patience = config.shutdownTimeout();
    long end = System.nanoTime() + patience.toNanos();
    await(looping, patience);
    starter.stop();
    await(starting, Duration.ofSeconds(1));
    permits.stop();
    await(permitting, Duration.ofSeconds(1));
    giveBack();
    drain(end);
    settler.stop(LAST_SETTLEMENT);
    await(settling, LAST_SETTLEMENT.plusSeconds(1));
    leases.stop();
    await(keeping, Duration.ofSeconds(1));
    release();
    await(pruning, Duration.ofSeconds(1));
    leave();
    sampler.stop();
    await(sampling, Duration.ofSeconds(1));
    events.fire(new SchedulerStopped(pod.id()));
    LOG.info("the scheduler has stopped");
  }

  private void giveBack() {
    try {
      permits.release();
    } catch (SQLException e) {
      LOG.warn("what was held could not be given back: its leases end by themselves", e);
    }
  }

  private void drain(long end) {
    try {
      while (inFlight.size() > 0 && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(DRAIN_STEP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void release() {
    try {
      int left = leases.release();
      if (left > 0) {
        LOG.warnf("%d fires did not finish in time and are left to other processes", left);
      }
    } catch (SQLException e) {
      LOG.warn("leases could not be released: they end by themselves", e);
    }
  }

  private void leave() {
    try {
      membership.leave();
    } catch (SQLException e) {
      LOG.warnf("the end of this process could not be written: %s", e.getMessage());
    }
  }

  private static void await(CompletableFuture<Void> task, Duration longest) {
    try {
      task.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("a part of the scheduler did not stop in time", e);
    }
  }
}
