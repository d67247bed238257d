package dev.carillon.health;

import dev.carillon.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Up once the wakeup loop has turned for the first time. */
@Startup
@ApplicationScoped
class SchedulerStartup implements HealthCheck {

  private final Scheduler scheduler;

  SchedulerStartup(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("scheduler has started")
        .status(scheduler.status().started())
        .build();
  }
}
