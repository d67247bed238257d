package dev.carillon.fire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FireKeyTest {

  private static final UUID UID = UUID.fromString("01a1fd73-4089-76a8-b2fc-9d91f4c64fd9");

  @Test
  void readsWhatItWrites() {
    FireKey key = new FireKey(UID, Instant.parse("2026-11-21T09:32:35.238644Z"));

    assertThat(key.fireId()).isEqualTo(UID + "-1795253555238644");
    assertThat(FireKey.parse(key.fireId())).contains(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "01a1fd73-4089-76a8-b2fc-9d91f4c64fd9",
        "01a1fd73-4089-76a8-b2fc-9d91f4c64fd9-",
        "01a1fd73-4089-76a8-b2fc-9d91f4c64fd9-1x",
        "01a1fd73-4089-76a8-b2fc-9d91f4c64fd9-99999999999999999999",
        "------------------------------------1-1",
        "01A1FD73-4089-76A8-B2FC-9D91F4C64FD9-1"
      })
  void isNoneFor(String text) {
    assertThat(FireKey.parse(text)).isEmpty();
  }
}
