package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

  @ParameterizedTest
  @CsvSource({
    "10, 0, 2027-01-01T00:00:00Z",
    "10, 1, 2027-01-01T00:00:00.1Z",
    "10, 9999, 2027-01-01T00:16:39.9Z",
    "0.1, 3, 2027-01-01T00:00:30Z",
    "3, 1, 2027-01-01T00:00:00.333333Z",
    "3, 3, 2027-01-01T00:00:01Z",
    "1000, 999, 2027-01-01T00:00:00.999Z",
    "0.1, 9999, 2027-01-02T03:46:30Z"
  })
  void aFireStartsItsNumberDividedByTheRateAfterTheFirst(double rate, int number, Instant at) {
    assertThat(new Pace(Instant.parse("2027-01-01T00:00:00Z"), rate).at(number)).isEqualTo(at);
  }
}
