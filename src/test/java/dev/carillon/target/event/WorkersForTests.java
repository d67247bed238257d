package dev.carillon.target.event;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.context.ManagedExecutor;

/** Real workers for a container without extensions. */
@Singleton
class WorkersForTests {

  @Produces
  @Singleton
  ManagedExecutor workers() {
    return ManagedExecutor.builder().build();
  }

  void stop(@Disposes ManagedExecutor workers) {
    workers.shutdownNow();
  }
}
