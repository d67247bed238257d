package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.target.Receiver;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReceiversTest {

  private static final Receiver SMALL = new Receiver("small", 2);
  private static final Receiver LARGE = new Receiver("large", Integer.MAX_VALUE);

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant LATEST = NOON.plusSeconds(60);

  private final Receivers receivers = new Receivers(() -> 8);

  @Test
  void aReceiverIsFullOnItsOwn() {
    receivers.enter(SMALL);
    assertThat(receivers.hasRoom(SMALL)).isTrue();
    receivers.enter(SMALL);

    assertThat(receivers.hasRoom(SMALL)).isFalse();
    assertThat(receivers.hasRoom(LARGE)).isTrue();
  }

  @Test
  void whoLeavesMakesRoom() {
    receivers.enter(SMALL);
    receivers.enter(SMALL);
    receivers.leave(SMALL);

    assertThat(receivers.hasRoom(SMALL)).isTrue();
    receivers.enter(SMALL);
    assertThat(receivers.hasRoom(SMALL)).isFalse();
  }

  @Test
  void noneTakesEverySlot() {
    for (int i = 0; i < 6; i++) {
      assertThat(receivers.hasRoom(LARGE)).isTrue();
      receivers.enter(LARGE);
    }

    assertThat(receivers.hasRoom(LARGE)).isFalse();
    assertThat(receivers.hasRoom(SMALL)).isTrue();
  }

  @Test
  void thePaceIsThatOfLateAndFades() {
    receivers.enter(SMALL);
    receivers.turn(NOON);
    assertThat(receivers.pace(SMALL)).isZero();

    receivers.leave(SMALL);
    receivers.leave(SMALL);
    assertThat(receivers.pace(SMALL)).isEqualTo(2);
    assertThat(receivers.pace(LARGE)).isZero();
    receivers.turn(NOON);
    receivers.leave(SMALL);
    assertThat(receivers.pace(SMALL)).isEqualTo(2);
    receivers.turn(NOON);
    assertThat(receivers.pace(SMALL)).isEqualTo(1.5);
    for (int i = 0; i < 20; i++) {
      receivers.turn(NOON);
    }
    assertThat(receivers.pace(SMALL)).isZero();
  }

  @Test
  void whoFindsNoRoomComesAgainAfterThoseBefore() {
    assertThat(comeAgain(SMALL, 2, NOON)).isEqualTo(NOON.plusMillis(500));
    assertThat(comeAgain(SMALL, 2, NOON)).isEqualTo(NOON.plusMillis(1_000));
    assertThat(comeAgain(LARGE, 10, NOON)).isEqualTo(NOON.plusMillis(100));

    // A second wave, while the first is still away.
    receivers.turn(NOON.plusMillis(900));
    assertThat(comeAgain(SMALL, 2, NOON.plusMillis(900))).isEqualTo(NOON.plusMillis(1_500));
    receivers.turn(NOON.plusSeconds(8));
    assertThat(comeAgain(SMALL, 2, NOON.plusSeconds(8))).isEqualTo(NOON.plusMillis(8_500));
  }

  @Test
  void nobodyStaysAwayForLong() {
    assertThat(comeAgain(SMALL, 2, LATEST)).isEqualTo(LATEST);
    assertThat(comeAgain(SMALL, 2, LATEST)).isEqualTo(LATEST);
  }

  private Instant comeAgain(Receiver receiver, double pace, Instant soonest) {
    return receivers.comeAgain(receiver, pace, soonest, LATEST);
  }
}
