package dev.carillon.scheduler;

import dev.carillon.metrics.Gauges;
import dev.carillon.scheduler.BacklogRound.Backlog;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Shows how the scheduler stands to whoever scrapes it. */
@Singleton
class SchedulerGauges {

  private final Gauges gauges;
  private final InFlight inFlight;
  private final BacklogRound backlog;
  private final DatabaseClock clock;

  SchedulerGauges(Gauges gauges, InFlight inFlight, BacklogRound backlog, DatabaseClock clock) {
    this.gauges = gauges;
    this.inFlight = inFlight;
    this.backlog = backlog;
    this.clock = clock;
  }

  void start(@Observes StartupEvent start) {
    gauges.add("carillon.fires.in.flight", "Fires that this process delivers", inFlight::size);
    gauges.add("carillon.fires.held", "Fires that this process holds until their time", inFlight::held);
    addBacklog("jobs", Backlog::jobs);
    addBacklog("fires", Backlog::fires);
    gauges.addClock(this::time, clock::uncertainty);
  }

  private void addBacklog(String kind, ToIntFunction<Backlog> count) {
    gauges.add(
        "carillon.backlog",
        "kind",
        kind,
        "Jobs, and fires of the queue, that are due and not yet taken; 10001: or more",
        () -> {
          Backlog latest = backlog.latest();
          return latest == null ? null : count.applyAsInt(latest);
        });
  }

  private @Nullable Instant time() {
    return clock.uncertainty() == null ? null : clock.instant();
  }
}
