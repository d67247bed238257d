package dev.carillon.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerAddressTest {

  @Test
  void putsTheDatabaseBeforeTheParameters() {
    ServerAddress address =
        ServerAddress.parse("jdbc:mysql://db.example:3307/old?useSSL=false", "me", "secret");
    assertThat(address.jdbcUrl("mine")).isEqualTo("jdbc:mysql://db.example:3307/mine?useSSL=false");
  }

  @Test
  void takesTheUsualPortAndNoDatabase() {
    assertThat(ServerAddress.parse("jdbc:mysql://db.example", "me", "").jdbcUrl("mine"))
        .isEqualTo("jdbc:mysql://db.example:3306/mine");
  }

  @Test
  void refusesAnotherDriver() {
    assertThatThrownBy(() -> ServerAddress.parse("jdbc:h2:mem:x", "me", ""))
        .hasMessageContaining("jdbc:h2:mem:x");
  }
}
