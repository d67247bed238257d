package dev.carillon.testing;

import dev.carillon.event.Fact;
import dev.carillon.event.FireFact;
import dev.carillon.event.JobFact;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Every fact that the application under test tells. */
@Singleton
public class Facts {

  private final Queue<Fact> seen = new ConcurrentLinkedQueue<>();
  private final Queue<Fact> seenAsync = new ConcurrentLinkedQueue<>();

  void observe(@Observes Fact fact) {
    seen.add(fact);
  }

  void observeAsync(@ObservesAsync Fact fact) {
    seenAsync.add(fact);
  }

  /** Simple names of the facts about one job, in order. */
  public List<String> names(String jobId) {
    return names(seen, jobId);
  }

  /** The same as asynchronous observers saw it, in whatever order. */
  public List<String> asyncNames(String jobId) {
    return names(seenAsync, jobId);
  }

  /** All facts that are about no job. */
  public List<String> ofScheduler() {
    return seen.stream()
        .filter(fact -> !(fact instanceof JobFact) && !(fact instanceof FireFact))
        .map(fact -> fact.getClass().getSimpleName())
        .toList();
  }

  private static List<String> names(Queue<Fact> facts, String jobId) {
    return facts.stream()
        .filter(fact -> jobId.equals(jobOf(fact)))
        .map(fact -> fact.getClass().getSimpleName())
        .toList();
  }

  private static String jobOf(Fact fact) {
    if (fact instanceof JobFact job) {
      return job.id();
    }
    return fact instanceof FireFact fire ? fire.jobId() : "";
  }
}
