package dev.carillon.health;

import dev.carillon.scheduler.Scheduler;
import dev.carillon.scheduler.SchedulerStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Down when the wakeup loop has not turned for so long that only a restart helps, or when a part of
 * the scheduler has ended by itself. A database that is away does not count: the loop goes on
 * asking for it.
 */
@Liveness
@ApplicationScoped
class LoopLiveness implements HealthCheck {

  /** Longer than a statement may hang before its socket times out, twice over. */
  private static final Duration DEAD = Duration.ofSeconds(90);

  private final Scheduler scheduler;

  LoopLiveness(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public HealthCheckResponse call() {
    SchedulerStatus status = scheduler.status();
    var answer =
        HealthCheckResponse.named("wakeup loop turns")
            .status(status.ended() == null && status.sinceTurn().compareTo(DEAD) < 0)
            .withData("millisSinceTurn", status.sinceTurn().toMillis());
    if (status.ended() != null) {
      answer.withData("ended", status.ended());
    }
    return answer.build();
  }
}
