package dev.carillon.job;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PessimisticLockException;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hibernate.exception.LockAcquisitionException;
import org.jboss.logging.Logger;

/** One use case, one transaction; tried again when the database chose it as a deadlock's victim. */
@ApplicationScoped
public class JobTransactions {

  private static final Logger LOG = Logger.getLogger(JobTransactions.class);
  private static final int TRIES = 5;

  /** Runs the work in a transaction of its own. */
  public <T> T run(Callable<T> work) {
    for (int left = TRIES - 1; ; left--) {
      try {
        return QuarkusTransaction.requiringNew().call(work);
      } catch (RuntimeException e) {
        if (left == 0 || !isLockConflict(e)) {
          throw e;
        }
        LOG.debugf(e, "lock conflict, %d tries left", left);
        backOff();
      }
    }
  }

  private static void backOff() {
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(1, 50));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs the work in a transaction of its own that leaves nothing behind. */
  public <T> T rehearse(Supplier<T> work) {
    QuarkusTransaction.begin();
    try {
      return work.get();
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  private static boolean isLockConflict(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof LockAcquisitionException
          || t instanceof PessimisticLockException
          || t instanceof LockTimeoutException) {
        return true;
      }
    }
    return false;
  }
}
