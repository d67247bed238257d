package dev.carillon.target.kafka;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lets fires through to the topics that the producer knows, in the order in which they came.
 *
 * <p>The first fire of a topic starts one look-up on a worker; those that follow wait for the same
 * one. A topic that was found stays open until it is forgotten, one that was not found is looked up
 * again for the next fire.
 */
final class TopicGate {

  /** A fire before the gate. Neither method may block. */
  interface Visitor {

    /** The topic is known. Called in the order of arrival, under the lock of the gate. */
    void pass();

    /** The topic could not be looked up. */
    void turnBack(Throwable reason);
  }

  private static final class Topic {
    private final Queue<Visitor> waiting = new ArrayDeque<>();

    /** 0 while the look-up is under way. */
    private int partitions;
  }

  private final ToIntFunction<String> lookUp;
  private final Executor workers;
  private final Map<String, Topic> topics = new HashMap<>();

  /**
   * @param lookUp gives the number of partitions of a topic, may block, throws if there is none
   * @param workers where the look-ups run
   */
  TopicGate(ToIntFunction<String> lookUp, Executor workers) {
    this.lookUp = lookUp;
    this.workers = workers;
  }

  /** Lets a visitor pass at once if the topic is known, else after its look-up. */
  void enter(String name, Visitor visitor) {
    synchronized (this) {
      Topic topic = topics.get(name);
      if (topic != null && topic.partitions > 0) {
        visitor.pass();
        return;
      }
      if (topic != null) {
        topic.waiting.add(visitor);
        return;
      }
      Topic unknown = new Topic();
      unknown.waiting.add(visitor);
      topics.put(name, unknown);
    }
    try {
      workers.execute(() -> find(name));
    } catch (RuntimeException e) {
      close(name, e);
    }
  }

  /** The number of partitions of a topic; 0 if it is not known. */
  synchronized int partitions(String name) {
    Topic topic = topics.get(name);
    return topic == null ? 0 : topic.partitions;
  }

  /** Has the topic looked up again for its next fire. */
  synchronized void forget(String name) {
    topics.computeIfPresent(name, (key, topic) -> topic.partitions > 0 ? null : topic);
  }

  /** Has all topics looked up again. */
  synchronized void forgetAll() {
    topics.values().removeIf(topic -> topic.partitions > 0);
  }

  private void find(String name) {
    try {
      open(name, lookUp.applyAsInt(name));
    } catch (RuntimeException | Error e) {
      // Also an Error: every later fire of the topic would wait for this look-up.
      close(name, e);
    }
  }

  private synchronized void open(String name, int partitions) {
    Topic topic = topics.get(name);
    if (topic != null) {
      topic.partitions = partitions;
      topic.waiting.forEach(Visitor::pass);
      topic.waiting.clear();
    }
  }

  private void close(String name, Throwable reason) {
    @Nullable Topic topic;
    synchronized (this) {
      topic = topics.remove(name);
    }
    if (topic != null) {
      List.copyOf(topic.waiting).forEach(visitor -> visitor.turnBack(reason));
    }
  }
}
