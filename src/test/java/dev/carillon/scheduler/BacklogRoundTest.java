package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.fire.FireStore;
import dev.carillon.job.JobStore;
import dev.carillon.scheduler.BacklogRound.Backlog;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import dev.carillon.testing.Sql;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is due and not taken, while nobody takes it. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
@TestProfile(LoopRests.class)
class BacklogRoundTest {

  @Inject AgroalDataSource database;
  @Inject Transactions transactions;
  @Inject JobStore jobs;
  @Inject FireStore fires;
  @Inject DatabaseClock clock;

  private final Application application = new Application("backlog");

  @AfterEach
  void clear() throws SQLException {
    ModelRun.clear(transactions);
  }

  @Test
  void dueJobsAndDueFiresAreCountedAndOthersAreNot() throws SQLException {
    ModelRun.clear(transactions);
    String target = "{\"type\": \"http\", \"url\": \"http://127.0.0.1:9/\"}";
    for (int i = 0; i < 3; i++) {
      application.put("due-" + i, "\"at 2024-02-29T12:00:00Z\"", target);
    }
    application.put("later", "\"at 2100-01-01T00:00:00Z\"", target);
    application.client().post(application.path("later:run"), "");
    application.client().post(application.path("later:run"), "");
    new Sql(database)
        .update("UPDATE fire SET next_attempt_at = '2100-01-01' ORDER BY scheduled_time LIMIT 1");
    BacklogRound round = new BacklogRound(transactions, jobs, fires, clock);
    assertThat(round.latest()).isNull();

    round.turn();

    assertThat(round.latest()).isEqualTo(new Backlog(3, 1));
    int most = transactions.run(connection -> jobs.countDue(connection, clock.instant(), 2));
    assertThat(most).isEqualTo(2);
  }
}
