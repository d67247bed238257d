package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WakeupTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Wakeup wakeup = new Wakeup();

  @Test
  void remembersASignalThatCameWhileTheLoopWorked() throws Exception {
    wakeup.signal(NOON.plusSeconds(3600));

    assertThat(wakeup.await(NOON, LONG)).isTrue();
  }

  @Test
  void forgetsASignalOnceItHasEndedASleep() throws Exception {
    wakeup.signal();
    wakeup.await(NOON, LONG);

    assertThat(wakeup.await(NOON, Duration.ofMillis(1))).isFalse();
  }

  @Test
  void endsASleepForSomethingThatIsDueEarlier() throws Exception {
    CompletableFuture<Boolean> sleeper = sleepUntilNoon();

    wakeup.signal(NOON.minusSeconds(1));

    assertThat(sleeper.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void sleepsOnForSomethingThatIsDueLater() throws Exception {
    CompletableFuture<Boolean> sleeper = sleepUntilNoon();

    wakeup.signal(NOON.plusSeconds(1));
    assertThat(sleeper).isNotDone();

    wakeup.signal();
    assertThat(sleeper.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(wakeup.await(NOON, Duration.ofMillis(1))).isFalse();
  }

  private CompletableFuture<Boolean> sleepUntilNoon() {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    CompletableFuture<Boolean> sleeper =
        CompletableFuture.supplyAsync(
            () -> {
              thread.complete(Thread.currentThread());
              try {
                return wakeup.await(NOON, LONG);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Awaitility.await().until(() -> thread.join().getState() == Thread.State.TIMED_WAITING);
    return sleeper;
  }
}
