package dev.carillon.fire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtcTextTest {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 1970-01-01 00:00:00.000000",
    "1969-12-31T23:59:59.999999Z, 1969-12-31 23:59:59.999999",
    "1000-01-01T00:00:00.000001Z, 1000-01-01 00:00:00.000001",
    "9999-12-31T23:59:59.999999Z, 9999-12-31 23:59:59.999999",
    "2024-02-29T09:08:07.060504Z, 2024-02-29 09:08:07.060504",
    "2026-03-01T12:00:00.000000499Z, 2026-03-01 12:00:00.000000",
    "2026-03-01T12:00:00.000000500Z, 2026-03-01 12:00:00.000001",
    "2026-12-31T23:59:59.999999500Z, 2027-01-01 00:00:00.000000",
  })
  void isWhatTheColumnHas(Instant instant, String text) {
    assertThat(UtcText.of(instant)).isEqualTo(text);
  }

  @Test
  void isThatOfTheFormatter() {
    Random random = new Random(7);
    long first = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    for (int i = 0; i < 100_000; i++) {
      Instant instant =
          Instant.ofEpochSecond(
              first + (long) (random.nextDouble() * (last - first)),
              random.nextInt(1_000_000) * 1000L);
      assertThat(UtcText.of(instant)).isEqualTo(FORM.format(instant));
    }
  }
}
