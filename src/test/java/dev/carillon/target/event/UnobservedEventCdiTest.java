package dev.carillon.target.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.target.EventTarget;
import dev.carillon.target.TargetSender;
import io.quarkus.test.component.QuarkusComponentTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** With a real CDI container in which nobody observes fires. */
@QuarkusComponentTest({EventSender.class, CdiObservers.class, WorkersForTests.class})
class UnobservedEventCdiTest {

  @Inject TargetSender<EventTarget> sender;

  @Test
  void isUnavailable() {
    assertThat(sender.unavailableReason()).isEqualTo("no bean of this Carillon observes FireEvent");
  }
}
