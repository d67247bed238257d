package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.fire.DeadLetterState;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.job.Job;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReopeningTest {

  private static final Instant TIME = Instant.parse("2027-01-01T00:00:00Z");

  private final Job job = new Job();
  private final Fire fire = new Fire();

  @Test
  void nothingOfTheLastAttemptStays() {
    fire.state = FireState.FAILED;
    fire.attempt = 3;
    fire.firstStartedAt = TIME;
    fire.finishedAt = TIME;
    fire.responseStatus = 503;
    fire.response = "busy";
    fire.error = "HTTP 503";

    Reopening.reopen(fire, job, Rule.RETRY, "retry", TIME.plusSeconds(1));

    assertThat(fire.state).isEqualTo(FireState.PENDING);
    assertThat(fire.rule).isEqualTo(Rule.RETRY);
    assertThat(fire.reason).isEqualTo("retry, it was FAILED");
    assertThat(fire.attempt).isEqualTo(3);
    assertThat(fire.attemptBase).isEqualTo(3);
    assertThat(fire.nextAttemptAt).isEqualTo(TIME.plusSeconds(1));
    assertThat(fire.firstStartedAt).isNull();
    assertThat(fire.finishedAt).isNull();
    assertThat(fire.responseStatus).isNull();
    assertThat(fire.response).isNull();
    assertThat(fire.error).isNull();
    assertThat(job.inFlight).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(DeadLetterState.class)
  void aReportIsNoLongerAwaited(DeadLetterState before) {
    fire.state = FireState.FAILED;
    fire.deadLetter = before;
    fire.deadLetterAttempt = 2;
    job.deadLetters = 1;

    Reopening.reopen(fire, job, Rule.RETRY, "retry", TIME);

    assertThat(fire.deadLetter).isNull();
    assertThat(fire.deadLetterAttempt).isZero();
    assertThat(job.deadLetters).isEqualTo(before == DeadLetterState.PENDING ? 0 : 1);
  }

  @Test
  void aReasonFitsItsColumnAndIsNeverCutThroughACharacter() {
    fire.state = FireState.MISSED;
    fire.reason = "\uD83D\uDD14".repeat(256);

    String even = Reopening.reason("x", fire);
    String odd = Reopening.reason("xx", fire);

    assertThat(even.length() + odd.length()).isEqualTo(512 + 511);
    assertThat(even).endsWith("\uD83D\uDD14").startsWith("x, it was MISSED: ");
    assertThat(odd).endsWith("\uD83D\uDD14").startsWith("xx, it was MISSED: ");
  }

  @ParameterizedTest
  @EnumSource(
      value = FireState.class,
      names = {"PENDING", "RUNNING", "RETRYING", "SUCCEEDED"})
  void whatIsUnderWayOrDeliveredIsNotTakenBack(FireState state) {
    assertThatThrownBy(() -> Reopening.uncount(job, state, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(state.name());
  }
}
