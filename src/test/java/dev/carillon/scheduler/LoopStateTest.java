package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoopStateTest {

  private final LoopState state = new LoopState();

  @Test
  void aPartThatEndsByItselfIsTold() {
    Runnable work =
        state.watched(
            "settler",
            () -> {
              throw new StackOverflowError("test");
            });

    assertThat(state.ended()).isNull();
    assertThatThrownBy(work::run).isInstanceOf(StackOverflowError.class);
    assertThat(state.ended()).isEqualTo("settler");
  }

  @Test
  void aPartThatWasStoppedIsNot() {
    state.stop();

    state.watched("settler", () -> {}).run();

    assertThat(state.ended()).isNull();
  }
}
