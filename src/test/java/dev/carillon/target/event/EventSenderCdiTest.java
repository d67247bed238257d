package dev.carillon.target.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.target.Delivery;
import dev.carillon.target.Delivery.Accepted;
import dev.carillon.target.Delivery.Rejected;
import dev.carillon.target.EventTarget;
import dev.carillon.target.FireMessage;
import dev.carillon.target.TargetSender;
import io.quarkus.test.component.QuarkusComponentTest;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** With a real CDI container. */
@QuarkusComponentTest({EventSender.class, CdiObservers.class, WorkersForTests.class})
class EventSenderCdiTest {

  private static final FireMessage FIRE =
      new FireMessage("fire-1", "acme", "nightly", Instant.parse("2026-03-29T01:30:00Z"), 1);

  /** Handlers as a team would write them. */
  @Singleton
  static class Handlers {
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    void inLine(@Observes FireEvent fire) {
      heard.add("in line " + fire.name());
      if (fire.name().equals("bad-in-line")) {
        throw new IllegalStateException("bad");
      }
    }

    void aside(@ObservesAsync FireEvent fire) {
      heard.add("aside " + fire.name());
      if (fire.name().equals("bad-aside")) {
        throw new IllegalStateException("bad");
      }
    }
  }

  @Inject TargetSender<EventTarget> sender;
  @Inject Handlers handlers;

  @Test
  void tellsObserversOfBothKinds() {
    assertThat(sender.unavailableReason()).isNull();
    assertThat(send("good")).isEqualTo(new Accepted(null, null));
    assertThat(handlers.heard).contains("in line good", "aside good");
  }

  @Test
  void offersARetryWhenAnObserverThrows() {
    Delivery expected = Rejected.retryable("an observer threw IllegalStateException");

    assertThat(send("bad-in-line")).isEqualTo(expected);
    assertThat(send("bad-aside")).isEqualTo(expected);
  }

  private Delivery send(String name) {
    return sender
        .send(FIRE, new EventTarget(name, null, Duration.ofMinutes(5)))
        .toCompletableFuture()
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }
}
