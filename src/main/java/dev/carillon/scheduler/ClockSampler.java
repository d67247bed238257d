package dev.carillon.scheduler;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Asks the database for its time again and again, on a thread of its own. */
@ApplicationScoped
class ClockSampler {

  private static final Logger LOG = Logger.getLogger(ClockSampler.class);

  private final DatabaseClock clock;
  private final ClockConfig config;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean answering;

  ClockSampler(DatabaseClock clock, ClockConfig config) {
    this.clock = clock;
    this.config = config;
  }

  /** Samples until stopped. A database that does not answer is asked again at the next interval. */
  void run() {
    try {
      do {
        sample();
      } while (!stopped.await(config.sampleInterval().toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample() {
    try {
      clock.sample();
      if (!answering) {
        LOG.info("the database answers");
      }
      answering = true;
    } catch (SQLException | RuntimeException e) {
      if (answering) {
        LOG.warnf("the database does not answer: %s", e.getMessage());
      }
      answering = false;
    }
  }

  /** Whether the latest question was answered. */
  boolean isAnswering() {
    return answering;
  }

  void stop() {
    stopped.countDown();
  }
}
