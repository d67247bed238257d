package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.metrics.Violation;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import dev.carillon.testing.Sql;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is due for long, while nobody takes it. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
@TestProfile(LoopRests.class)
class OverdueCheckTest {

  private static final String TARGET = "{\"type\": \"http\", \"url\": \"http://127.0.0.1:9/\"}";

  @Inject AgroalDataSource database;
  @Inject Transactions transactions;
  @Inject Clock clock;
  @Inject ScanParts parts;

  private final Application application = new Application("overdue");

  @BeforeEach
  @AfterEach
  void clear() throws SQLException {
    ModelRun.clear(transactions);
  }

  @Test
  void whatIsOverdueInTwoTurnsIsReported() throws SQLException {
    application.put("due", "\"at 2024-02-29T12:00:00Z\"", TARGET);
    application.put("later", "\"at 2100-01-01T00:00:00Z\"", TARGET);
    application.client().post(application.path("later:run"), "");
    application.client().post(application.path("due:run"), "");
    new Sql(database)
        .update(
            "UPDATE fire SET next_attempt_at = ? WHERE job_id = 'due'",
            clock.instant().minus(Duration.ofSeconds(40)));
    OverdueCheck check = parts.overdue(clock);

    check.step();
    assertThat(parts.found(Violation.JOB_OVERDUE) + parts.found(Violation.FIRE_OVERDUE)).isZero();
    check.step();

    assertThat(parts.found(Violation.JOB_OVERDUE)).isEqualTo(1);
    assertThat(parts.found(Violation.FIRE_OVERDUE)).isEqualTo(1);
    assertThat(parts.repairs()).isEmpty();
  }

  @Test
  void nothingIsOverdueWhileTheSchedulerIsPaused() throws SQLException {
    application.put("due", "\"at 2024-02-29T12:00:00Z\"", TARGET);
    OverdueCheck check = parts.overdue(clock);
    application.pauseScheduler();
    try {
      check.step();
      check.step();
    } finally {
      application.resumeScheduler();
    }
    check.step();

    assertThat(parts.found(Violation.JOB_OVERDUE)).isZero();
  }
}
