package dev.carillon.target.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.carillon.target.Delivery;
import dev.carillon.target.Delivery.Accepted;
import dev.carillon.target.Delivery.Rejected;
import dev.carillon.target.EventTarget;
import dev.carillon.target.FireMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EventSenderTest {

  private static final FireMessage FIRE =
      new FireMessage("fire-1", "acme", "nightly", Instant.parse("2026-03-29T01:30:00Z"), 2);
  private static final EventTarget TARGET =
      new EventTarget("report", TextNode.valueOf("p"), Duration.ofMinutes(5));

  private static final class FakeObservers implements Observers {
    private final List<FireEvent> told = new ArrayList<>();
    private final Function<FireEvent, CompletionStage<?>> reaction;
    private boolean exist = true;

    FakeObservers(Function<FireEvent, CompletionStage<?>> reaction) {
      this.reaction = reaction;
    }

    @Override
    public boolean exist() {
      return exist;
    }

    @Override
    public CompletionStage<?> tell(FireEvent event) {
      told.add(event);
      return reaction.apply(event);
    }
  }

  private final FakeObservers content =
      new FakeObservers(event -> CompletableFuture.completedFuture(event));

  @Test
  void tellsTheObserversOfTheFire() {
    assertThat(join(new EventSender(content, Runnable::run).send(FIRE, TARGET)))
        .isEqualTo(new Accepted(null, null));

    assertThat(content.told)
        .containsExactly(
            new FireEvent(
                "fire-1",
                "acme",
                "nightly",
                FIRE.scheduledTime(),
                2,
                "report",
                TextNode.valueOf("p")));
  }

  @Test
  void tellsThemOnAWorker() {
    Queue<Runnable> held = new ArrayDeque<>();

    CompletionStage<Delivery> delivery = new EventSender(content, held::add).send(FIRE, TARGET);

    assertThat(content.told).isEmpty();
    held.remove().run();
    assertThat(join(delivery)).isInstanceOf(Accepted.class);
  }

  @Test
  void offersARetryWhenAnObserverThrows() {
    FakeObservers angry =
        new FakeObservers(
            event -> {
              throw new IllegalStateException("secret payload");
            });

    assertThat(join(new EventSender(angry, Runnable::run).send(FIRE, TARGET)))
        .isEqualTo(Rejected.retryable("an observer threw IllegalStateException"));
  }

  @Test
  void offersARetryWhenAnObserverFailsLater() {
    FakeObservers angry =
        new FakeObservers(
            event -> CompletableFuture.failedFuture(new IllegalStateException("secret payload")));

    assertThat(join(new EventSender(angry, Runnable::run).send(FIRE, TARGET)))
        .isEqualTo(Rejected.retryable("an observer threw IllegalStateException"));
  }

  @Test
  void rejectsForGoodWhatNobodyObserves() {
    content.exist = false;
    EventSender sender = new EventSender(content, Runnable::run);

    assertThat(sender.unavailableReason()).isEqualTo("no bean of this Carillon observes FireEvent");
    assertThat(join(sender.send(FIRE, TARGET)))
        .isEqualTo(Rejected.fatal("no bean of this Carillon observes FireEvent"));
    assertThat(content.told).isEmpty();
  }

  @Test
  void givesUpOnObserversThatDoNotReturn() {
    FakeObservers stuck = new FakeObservers(event -> new CompletableFuture<FireEvent>());

    assertThat(
            join(
                new EventSender(stuck, Runnable::run)
                    .send(FIRE, new EventTarget("report", null, Duration.ofMillis(50)))))
        .isEqualTo(Rejected.retryable("the observers did not return within PT0.05S"));
  }

  @Test
  void rejectsWhenThereIsNoWorker() {
    EventSender closing =
        new EventSender(
            content,
            task -> {
              throw new RejectedExecutionException("closing");
            });

    assertThat(join(closing.send(FIRE, TARGET)))
        .isEqualTo(Rejected.retryable("no worker for the observers"));
  }

  private static Delivery join(CompletionStage<Delivery> delivery) {
    return delivery.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }
}
