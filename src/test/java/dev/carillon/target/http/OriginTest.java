package dev.carillon.target.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {

  @ParameterizedTest
  @CsvSource({
    "http://a:81/x/y, http://a:81",
    "http://a/x:y, http://a:80",
    "https://a?x=/, https://a:443",
    "http://a, http://a:80",
    "HTTP://Receiver.Example/X, http://receiver.example:80",
    "http://a:/x, http://a:80",
    "http://[::1]/x, http://[::1]:80",
    "https://[::1]:8443/x, https://[::1]:8443"
  })
  void schemeHostAndPortDecide(String url, String origin) {
    assertThat(Origin.of(url)).isEqualTo(origin);
  }
}
