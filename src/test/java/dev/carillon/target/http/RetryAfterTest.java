package dev.carillon.target.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "120, PT2M",
    "' 7 ', PT7S",
    "'Fri, 06 Nov 2026 12:01:30 GMT', PT1M30S",
    "'Fri, 06 Nov 2026 11:00:00 GMT', PT0S"
  })
  void readsSecondsAndDates(String header, Duration expected) {
    assertThat(RetryAfter.parse(header, "Fri, 06 Nov 2026 12:00:00 GMT")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"''", "-1", "1.5", "soon", "99999999999999999999", "'Fri, 99 Nov 2026 12:01:30 GMT'"})
  void ignoresWhatItCannotRead(String header) {
    assertThat(RetryAfter.parse(header, "Fri, 06 Nov 2026 12:00:00 GMT")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      value = {"null", "yesterday"},
      nullValues = "null")
  void ignoresADateWithoutTheReceiversOwnDate(String date) {
    assertThat(RetryAfter.parse("Fri, 06 Nov 2026 12:01:30 GMT", date)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      value = {"null"},
      nullValues = "null")
  void isNullWithoutTheHeader(String header) {
    assertThat(RetryAfter.parse(header, null)).isNull();
  }
}
