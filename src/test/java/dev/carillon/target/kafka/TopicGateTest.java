package dev.carillon.target.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TopicGateTest {

  private final Map<String, Integer> broker = new HashMap<>(Map.of("a", 3, "b", 1));
  private final Queue<Runnable> lookUps = new ArrayDeque<>();
  private final List<String> heard = new ArrayList<>();
  private final TopicGate gate = new TopicGate(this::partitionsOf, lookUps::add);

  @Test
  void letsNobodyPassBeforeTheLookUpAndAllInOrderAfterIt() {
    enter("a", "1");
    enter("a", "2");
    enter("a", "3");
    assertThat(heard).isEmpty();
    assertThat(gate.partitions("a")).isZero();

    runLookUps(1);
    enter("a", "4");

    assertThat(heard).containsExactly("1 passes", "2 passes", "3 passes", "4 passes");
    assertThat(gate.partitions("a")).isEqualTo(3);
    runLookUps(0);
  }

  @Test
  void keepsTopicsApart() {
    enter("unknown", "1");
    enter("b", "2");
    Runnable ofUnknown = lookUps.remove();

    runLookUps(1);
    enter("b", "3");
    assertThat(heard).containsExactly("2 passes", "3 passes");

    ofUnknown.run();
    assertThat(heard).endsWith("1 turned back: no unknown");
  }

  @Test
  void looksAnUnknownTopicUpAgainForTheNextFire() {
    enter("late", "1");
    enter("late", "2");
    runLookUps(1);
    broker.put("late", 1);

    enter("late", "3");
    runLookUps(1);

    assertThat(heard)
        .containsExactly("1 turned back: no late", "2 turned back: no late", "3 passes");
  }

  /** Otherwise every later fire of the topic would wait for a look-up that has ended. */
  @Test
  void looksATopicUpAgainWhateverWentWrong() {
    TopicGate broken =
        new TopicGate(
            name -> {
              throw new StackOverflowError("test");
            },
            lookUps::add);
    broken.enter("a", visitor("1"));
    runLookUps(1);
    broken.enter("a", visitor("2"));
    runLookUps(1);

    assertThat(heard).containsExactly("1 turned back: test", "2 turned back: test");
  }

  @Test
  void looksAForgottenTopicUpAgain() {
    enter("a", "1");
    enter("b", "2");
    runLookUps(2);

    gate.forget("a");
    enter("b", "3");
    enter("a", "4");
    assertThat(heard).containsExactly("1 passes", "2 passes", "3 passes");

    runLookUps(1);
    assertThat(heard).endsWith("4 passes");
  }

  @Test
  void forgetsAllButThoseUnderWay() {
    enter("a", "1");
    runLookUps(1);
    enter("b", "2");

    gate.forgetAll();
    gate.forget("b");

    assertThat(gate.partitions("a")).isZero();
    runLookUps(1);
    assertThat(heard).containsExactly("1 passes", "2 passes");
  }

  @Test
  void turnsBackWhenNoWorkerTakesTheLookUp() {
    TopicGate closing =
        new TopicGate(
            this::partitionsOf,
            task -> {
              throw new RejectedExecutionException("closing");
            });

    closing.enter("a", visitor("1"));

    assertThat(heard).containsExactly("1 turned back: closing");
  }

  private int partitionsOf(String topic) {
    Integer partitions = broker.get(topic);
    if (partitions == null) {
      throw new TimeoutException("no " + topic);
    }
    return partitions;
  }

  private void runLookUps(int expected) {
    assertThat(lookUps).hasSize(expected);
    while (!lookUps.isEmpty()) {
      lookUps.remove().run();
    }
  }

  private void enter(String topic, String name) {
    gate.enter(topic, visitor(name));
  }

  private TopicGate.Visitor visitor(String name) {
    return new TopicGate.Visitor() {
      @Override
      public void pass() {
        heard.add(name + " passes");
      }

      @Override
      public void turnBack(Throwable reason) {
        heard.add(name + " turned back: " + reason.getMessage());
      }
    };
  }
}
