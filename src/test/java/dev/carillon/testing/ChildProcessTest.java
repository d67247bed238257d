package dev.carillon.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  private final Path home;

  ChildProcessTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void freezesAndGoesOn() {
    ChildProcess counter = shell("i=0; while [ $i -lt 100 ]; do i=$((i+1)); sleep 0.02; done");
    counter.signal("STOP");
    assertThatThrownBy(() -> Readiness.await("frozen", counter, Duration.ofSeconds(1), () -> false))
        .hasMessageContaining("not ready");
    counter.signal("CONT");
    assertThat(counter.awaitExit(Duration.ofSeconds(30))).isZero();
  }

  @Test
  void showsTheLogOfAProcessThatEnds() {
    ChildProcess broken = shell("echo no such option; exit 3");
    assertThatThrownBy(() -> Readiness.await("part", broken, Duration.ofSeconds(30), () -> false))
        .hasMessageContaining("part ended")
        .hasMessageContaining("no such option");
  }

  @Test
  void diesAtOnceWhenKilled() {
    ChildProcess deaf = shell("trap '' TERM; echo ready; while :; do sleep 0.05; done");
    Awaitility.await().until(() -> deaf.logTail().contains("ready"));
    deaf.kill();
    assertThat(deaf.isAlive()).isFalse();
  }

  private ChildProcess shell(String script) {
    return ChildProcess.start(List.of("sh", "-c", script), Map.of(), home.resolve("log"));
  }
}
