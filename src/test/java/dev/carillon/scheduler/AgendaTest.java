package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.fire.Fire;
import dev.carillon.target.Receiver;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AgendaTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Receiver BUSY = new Receiver("busy", 1);
  private static final Receiver OTHER = new Receiver("other", 1);

  private final Agenda agenda = new Agenda();

  @Test
  void whatWaitsForAReceiverIsReadyInItsOrder() {
    park(BUSY, "one", "two", "three");
    park(OTHER, "else");
    assertThat(agenda.parked(BUSY)).isEqualTo(3);
    assertThat(agenda.poll(one -> true)).isNull();

    agenda.unpark(BUSY);
    assertThat(polled()).containsExactly("one");
    agenda.unpark(BUSY);
    assertThat(polled()).containsExactly("two");
    agenda.unparkAll();
    assertThat(polled()).containsExactlyInAnyOrder("three", "else");
  }

  @Test
  void whatWaitsForAReceiverIsOnTheAgenda() {
    park(BUSY, "one", "two");
    List<Fire> fires = agenda.all().stream().map(Held::fire).toList();
    assertThat(agenda.size()).isEqualTo(2);

    agenda.extend(fires, NOON.plusSeconds(9));
    assertThat(agenda.all()).extracting(Held::startableUntil).containsOnly(NOON.plusSeconds(9));
    agenda.remove(fires.subList(0, 1));
    agenda.unpark(BUSY);
    assertThat(polled()).containsExactly("two");

    park(BUSY, "three");
    agenda.remove(agenda.all().stream().map(Held::fire).toList());
    agenda.unpark(BUSY);
    assertThat(agenda.size()).isZero();
  }

  @Test
  void whatIsNotPermittedStaysInItsPlace() {
    agenda.add(List.of(claimed("one")), NOON, NOON);
    agenda.add(List.of(claimed("two")), NOON, NOON.plusSeconds(1));
    agenda.ready(NOON);

    Held held = agenda.poll(one -> one.startableUntil().isAfter(StartPermit.from(NOON)));

    assertThat(Objects.requireNonNull(held).fire().jobId).isEqualTo("two");
    assertThat(agenda.all()).extracting(one -> one.fire().jobId).containsExactly("one");
  }

  /** A look that did not see a fire must not be taken for a word that it is valid. */
  @Test
  void whatWasAwayWhileTheAgendaWasLookedAtComesAnew() {
    agenda.add(List.of(claimed("one")), NOON, NOON);
    agenda.ready(NOON);

    agenda.park(BUSY, next());
    assertThat(agenda.all()).extracting(Held::number).as("nobody looked").containsExactly(1L);
    agenda.unparkAll();

    Held seen = next();
    long latest = agenda.snapshot().latest();
    agenda.park(BUSY, seen);
    assertThat(agenda.all()).allMatch(one -> one.number() > latest);
    agenda.unparkAll();

    Held found = next();
    agenda.remove(List.of(found.fire()));
    agenda.park(BUSY, found);
    assertThat(agenda.all()).allMatch(one -> one.number() > found.number());
  }

  private void park(Receiver receiver, String... ids) {
    for (String id : ids) {
      agenda.park(receiver, held(id));
    }
  }

  private Held next() {
    return Objects.requireNonNull(agenda.poll(one -> true));
  }

  private List<String> polled() {
    List<String> ids = new ArrayList<>();
    for (Held held = agenda.poll(one -> true); held != null; held = agenda.poll(one -> true)) {
      ids.add(held.fire().jobId);
    }
    return ids;
  }

  private static Held held(String id) {
    return new Held(1, claimed(id), NOON, NOON);
  }

  static Claimed claimed(String id) {
    Fire fire = new Fire();
    fire.jobUid = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    fire.scheduledTime = NOON;
    fire.claimedAt = NOON;
    fire.namespace = "agenda";
    fire.jobId = id;
    fire.attempt = 1;
    return new Claimed(fire, Definitions.once(NOON), 1);
  }
}
