package dev.carillon.health;

import dev.carillon.scheduler.Scheduler;
import dev.carillon.scheduler.SchedulerStatus;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Down while this process claims nothing although it should, and says why. A pause is as it should
 * be.
 */
@Readiness
@ApplicationScoped
class SchedulerReadiness implements HealthCheck {

  private final Scheduler scheduler;

  SchedulerReadiness(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public HealthCheckResponse call() {
    SchedulerStatus status = scheduler.status();
    boolean turning =
        status.started()
            && !status.stopping()
            && status.ended() == null
            && status.failure() == null;
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("scheduler")
            .status(turning && status.databaseAnswers() && status.clockTrusted())
            .withData("podId", status.podId())
            .withData("database", status.databaseAnswers() ? "answers" : "does not answer")
            .withData("clock", status.clockTrusted() ? "trusted" : "too uncertain to claim")
            .withData("loop", loop(status))
            .withData("inFlight", status.inFlight());
    if (status.clockUncertainty() != null) {
      answer.withData("clockUncertaintyMicros", status.clockUncertainty().toNanos() / 1000);
    }
    return answer.build();
  }

  private static String loop(SchedulerStatus status) {
    if (status.stopping()) {
      return "stopping";
    }
    if (status.ended() != null) {
      return "ended: " + status.ended();
    }
    if (status.failure() != null) {
      return "failing: " + status.failure();
    }
    return switch (status.hold()) {
      case PAUSED -> "paused";
      case START_PAUSED -> "paused until the first resume";
      case NONE -> status.started() ? "turning" : "not started";
    };
  }
}
