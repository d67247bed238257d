package dev.carillon.target.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.target.HttpTarget;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OriginsTest {

  private final Origins origins = new Origins(2);

  @Test
  void anOriginIsFullOnItsOwn() {
    origins.enter(target("http://a:80/x"));
    assertThat(origins.hasRoom(target("http://a:80/y"))).isTrue();
    origins.enter(target("http://a:80/y"));

    assertThat(origins.hasRoom(target("http://a:80/z"))).isFalse();
    assertThat(origins.hasRoom(target("http://a:81/z"))).isTrue();
    assertThat(origins.hasRoom(target("https://a:80/z"))).isTrue();
  }

  @Test
  void whoLeavesMakesRoom() {
    origins.enter(target("http://a/"));
    origins.enter(target("http://a/"));
    origins.leave(target("http://a/"));

    assertThat(origins.hasRoom(target("http://a/"))).isTrue();
    origins.enter(target("http://a/"));
    assertThat(origins.hasRoom(target("http://a/"))).isFalse();
  }

  private static HttpTarget target(String url) {
    return new HttpTarget("GET", url, Map.of(), null, Duration.ofSeconds(1));
  }
}
