package dev.carillon.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  @Test
  void backsOffExponentiallyUpToTheLongestWait() {
    RetryPolicy policy =
        new RetryPolicy(10, null, Duration.ofSeconds(1), Duration.ofSeconds(5), 2.0, 0.0);

    assertThat(policy.backoffAfter(1, 0.5)).isEqualTo(Duration.ofSeconds(1));
    assertThat(policy.backoffAfter(2, 0.5)).isEqualTo(Duration.ofSeconds(2));
    assertThat(policy.backoffAfter(3, 0.5)).isEqualTo(Duration.ofSeconds(4));
    assertThat(policy.backoffAfter(4, 0.5)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void endsAfterTheLastAttempt() {
    RetryPolicy policy = new RetryPolicy(3, null, null, null, null, null);

    assertThat(policy.backoffAfter(2, 0.5)).isNotNull();
    assertThat(policy.backoffAfter(3, 0.5)).isNull();
  }

  @Test
  void jitterShortensTheWaitByItsShareAtMost() {
    RetryPolicy policy =
        new RetryPolicy(3, null, Duration.ofSeconds(10), Duration.ofSeconds(10), 1.0, 0.5);

    assertThat(policy.backoffAfter(1, 0.0)).isEqualTo(Duration.ofSeconds(10));
    assertThat(policy.backoffAfter(1, 0.999999))
        .isBetween(Duration.ofSeconds(5), Duration.ofMillis(5001));
  }

  @Test
  void staysFiniteForTheLargestPolicy() {
    RetryPolicy policy =
        new RetryPolicy(100, null, Duration.ofDays(1), Duration.ofDays(1), 10.0, 0.0);

    assertThat(policy.backoffAfter(99, 0)).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void refusesWhatIsOutOfRangeAndNamesIt() {
    refuses("/maxAttempts", () -> new RetryPolicy(0, null, null, null, null, null));
    refuses("/maxAttempts", () -> new RetryPolicy(101, null, null, null, null, null));
    refuses(
        "/minBackoff", () -> new RetryPolicy(1, null, Duration.ofSeconds(-1), null, null, null));
    refuses(
        "/maxBackoff",
        () -> new RetryPolicy(1, null, Duration.ofSeconds(9), Duration.ofSeconds(1), null, null));
    refuses("/multiplier", () -> new RetryPolicy(1, null, null, null, Double.NaN, null));
    refuses("/jitter", () -> new RetryPolicy(1, null, null, null, null, 1.1));
  }

  private static void refuses(String pointer, Runnable make) {
    assertThatThrownBy(make::run)
        .isInstanceOfSatisfying(
            InvalidPolicyException.class, e -> assertThat(e.pointer()).isEqualTo(pointer));
  }
}
