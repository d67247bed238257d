package dev.carillon.testing;

import dev.carillon.event.Fact;
import dev.carillon.event.FireFact;
import dev.carillon.event.JobFact;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Throws at every fact about jobs whose id begins with {@link #VICTIM}, after all others saw it.
 */
@Singleton
public class ThrowingObserver {

  /** Beginning of the ids of jobs whose facts make it throw. */
  public static final String VICTIM = "throwing";

  private final AtomicInteger thrown = new AtomicInteger();

  void observe(@Observes @Priority(Integer.MAX_VALUE) Fact fact) {
    boolean victim =
        fact instanceof JobFact job
            ? job.id().startsWith(VICTIM)
            : fact instanceof FireFact fire && fire.jobId().startsWith(VICTIM);
    if (victim) {
      thrown.incrementAndGet();
      throw new IllegalStateException("an observer that throws, as the test asks");
    }
  }

  public int thrown() {
    return thrown.get();
  }
}
