package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.target.Receiver;
import org.junit.jupiter.api.Test;

class ReceiversTest {

  private static final Receiver SMALL = new Receiver("small", 2);
  private static final Receiver LARGE = new Receiver("large", Integer.MAX_VALUE);

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
    receivers.turn();
    assertThat(receivers.pace(SMALL)).isZero();

    receivers.leave(SMALL);
    receivers.leave(SMALL);
    assertThat(receivers.pace(SMALL)).isEqualTo(2);
    assertThat(receivers.pace(LARGE)).isZero();
    receivers.turn();
    receivers.leave(SMALL);
    assertThat(receivers.pace(SMALL)).isEqualTo(2);
    receivers.turn();
    assertThat(receivers.pace(SMALL)).isEqualTo(1.5);
    for (int i = 0; i < 20; i++) {
      receivers.turn();
    }
    assertThat(receivers.pace(SMALL)).isZero();
  }
}
