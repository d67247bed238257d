package dev.carillon.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RealPartsTest {

  @Test
  void givesTheSamePartsToWhoeverAsks() {
    Map<String, String> first = new RealParts().start();
    Map<String, String> second = new RealParts().start();

    assertThat(second).isEqualTo(first);
    assertThat(first.get("quarkus.datasource.jdbc.url")).startsWith("jdbc:mysql://");
    assertThat(first.get("kafka.bootstrap.servers")).startsWith("127.0.0.1:");
  }
}
