package dev.carillon.bench;

import java.time.Duration;

/** Lets the compilers of the JVM see the work before the clock starts, the same for everyone. */
final class WarmUp {

  private static final Duration LONGEST = Duration.ofSeconds(45);
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private WarmUp() {}

  /** Rounds of some thousand jobs, until 150 000 are done or 45 s are over. */
  static void run(Trial trial, Options options) throws Exception {
    int round = options.size(10_000, 200);
    int most = options.size(150_000, 200);
    long end = System.nanoTime() + LONGEST.toNanos();
    for (int done = 0; done < most && System.nanoTime() < end; done += round) {
      Run run = trial.drain(round, PATIENCE);
      if (run.done() < round) {
        throw new IllegalStateException(
            "Of " + round + " jobs of the warm-up only " + run.done() + " were done");
      }
    }
  }
}
