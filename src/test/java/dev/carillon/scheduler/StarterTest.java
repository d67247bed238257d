package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.fire.FireState;
import dev.carillon.fire.GivenBack;
import dev.carillon.target.Receiver;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class StarterTest {

  @Inject Messages messages;
  @Inject Settler settler;
  @Inject SchedulerConfig config;
  @Inject DispatcherConfig dispatcherConfig;
  @Inject Clock clock;

  private final Agenda agenda = new Agenda();
  private Receivers receivers;
  private final List<String> dispatched = new CopyOnWriteArrayList<>();
  private InFlight inFlight;
  private Starter starter;
  private Thread thread;

  /** Sends nothing; stumbles over one fire. */
  private final class NotedDispatcher extends Dispatcher {
    NotedDispatcher() {
      super(messages, receivers, agenda, settler);
    }

    @Override
    void dispatch(Claimed claimed, Receiver receiver) {
      dispatched.add(claimed.fire().jobId);
      if (claimed.fire().jobId.equals("broken")) {
        throw new StackOverflowError("test");
      }
    }
  }

  @BeforeEach
  void start() {
    inFlight = new InFlight(dispatcherConfig);
    receivers = new Receivers(dispatcherConfig);
    starter =
        new Starter(agenda, inFlight, messages, receivers, new NotedDispatcher(), clock, config);
    thread = new Thread(starter::run);
    thread.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    starter.stop();
    thread.join();
  }

  @Test
  void whatIsNotPermittedKeepsNothingBehindItWaiting() {
    Claimed doubtful = claimed("doubtful");
    Claimed valid = claimed("valid");
    agenda.add(List.of(doubtful), Instant.EPOCH, Instant.EPOCH);
    agenda.add(List.of(valid), Instant.EPOCH, Instant.EPOCH);

    agenda.extend(List.of(valid.fire()), clock.instant().plus(Duration.ofHours(1)));
    Awaitility.await().until(() -> !dispatched.isEmpty());
    assertThat(dispatched).containsExactly("valid");

    agenda.permit(new StartPermit(clock.instant().plus(Duration.ofHours(1)), 2, Instant.MAX));
    Awaitility.await().until(() -> dispatched.size() == 2);
    assertThat(dispatched).containsExactly("valid", "doubtful");
    assertThat(agenda.size()).isZero();
  }

  /** Otherwise it would be in flight, its lease renewed, for ever. */
  @Test
  void whatCannotBeStartedIsForgotten() {
    agenda.permit(new StartPermit(clock.instant().plus(Duration.ofHours(1)), 2, Instant.MAX));
    agenda.add(List.of(claimed("broken"), claimed("fine")), Instant.EPOCH, Instant.EPOCH);

    Awaitility.await().until(() -> dispatched.size() == 2);

    assertThat(dispatched).containsExactlyInAnyOrder("broken", "fine");
    Awaitility.await().until(() -> inFlight.all().size() == 1);
    assertThat(inFlight.all()).extracting(fire -> fire.jobId).containsExactly("fine");
  }

  /** Otherwise they would all be taken from the queue, and given back to it, again and again. */
  @Test
  void whatIsSentAwayIsToComeBackWhenItsTurnIs() {
    Receiver receiver = messages.receiver(AgendaTest.claimed("any"));
    for (int i = 0; i < 10; i++) {
      receivers.enter(receiver);
      receivers.leave(receiver);
    }
    while (receivers.hasRoom(receiver)) {
      receivers.enter(receiver);
    }
    agenda.permit(new StartPermit(clock.instant().plus(Duration.ofHours(1)), 200, Instant.MAX));

    agenda.add(
        IntStream.range(0, 200).mapToObj(i -> claimed("job-" + i)).toList(),
        Instant.EPOCH,
        Instant.EPOCH);

    List<GivenBack> away = new ArrayList<>();
    Awaitility.await()
        .until(
            () -> {
              away.addAll(starter.takeReturned());
              return !away.isEmpty()
                  && agenda.size() == agenda.parked(receiver)
                  && away.size() + agenda.size() == 200;
            });
    // Ten end in a second: those in front wait here, the others come again one after the other.
    assertThat(agenda.parked(receiver)).isPositive();
    List<Instant> times = away.stream().map(GivenBack::at).sorted().toList();
    assertThat(Duration.between(times.get(0), times.get(times.size() - 1)))
        .isGreaterThan(Duration.ofSeconds(5));
    assertThat(dispatched).isEmpty();
  }

  private Claimed claimed(String id) {
    Claimed claimed = AgendaTest.claimed(id);
    claimed.fire().state = FireState.RUNNING;
    inFlight.hold(claimed.fire());
    return claimed;
  }
}
