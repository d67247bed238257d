package dev.carillon.it.chaos;

import dev.carillon.testing.CarillonProcess;
import dev.carillon.testing.JsonClient;
import dev.carillon.testing.TcpProxy;
import java.time.Duration;

/**
 * A process of the packaged application.
 *
 * @param name its host name, with which the ids in the ledger begin
 * @param link its way to the database
 */
record ChaosPod(String name, CarillonProcess process, TcpProxy link) implements AutoCloseable {

  /** Shorter than a suspension: some calls are given up, and take effect afterwards. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final int STARTS = 5;

  JsonClient client() {
    return new JsonClient(process.baseUri(), PATIENCE);
  }

  /** Starts the process again; one that ends for want of a database is started once more. */
  void start(Tally tally) {
    for (int left = STARTS; ; left--) {
      try {
        process.start();
        return;
      } catch (IllegalStateException e) {
        if (left == 1 || process.isRunning()) {
          throw e;
        }
        tally.count("starts that failed for want of a part");
      }
    }
  }

  @Override
  public void close() {
    process.close();
    link.close();
  }
}
