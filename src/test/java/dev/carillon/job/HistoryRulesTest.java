package dev.carillon.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HistoryRulesTest {

  @Test
  void theConfigurationHasTheLastWord() {
    HistoryRules rules = rules(Duration.ofDays(1), Duration.ofDays(2));

    assertThat(rules.configured()).isEqualTo(new Retention(Duration.ofDays(1), Duration.ofDays(2)));
    assertThat(rules.effective(new History(null, Duration.ofDays(5))))
        .isEqualTo(new History(Duration.ofDays(1), Duration.ofDays(5)));
  }

  @Test
  void aConfigurationOutOfItsBoundsIsRefusedByItsKey() {
    assertThatThrownBy(() -> rules(Duration.ofSeconds(59), Duration.ofDays(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("carillon.history.succeeded")
        .hasMessageContaining("PT59S");
    assertThatThrownBy(() -> rules(Duration.ofDays(1), Duration.ofDays(3651)))
        .hasMessageContaining("carillon.history.failed");
  }

  private static HistoryRules rules(Duration succeeded, Duration failed) {
    return new HistoryRules(new JobStore(), new ObjectMapper(), new Config(succeeded, failed));
  }

  private record Config(Duration succeeded, Duration failed) implements HistoryConfig {

    @Override
    public Duration stepRest() {
      return Duration.ZERO;
    }

    @Override
    public Duration pruneInterval() {
      return Duration.ZERO;
    }
  }
}
