package dev.carillon.scheduler;

import dev.carillon.target.Delivery;
import dev.carillon.target.FireMessage;
import dev.carillon.target.Receiver;
import dev.carillon.target.Target;
import dev.carillon.target.TargetSender;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The senders of this process, found by the kind of target they serve. */
@ApplicationScoped
public class Senders {

  private final Map<Class<?>, TargetSender<?>> byType;

  Senders(@Any Instance<TargetSender<?>> senders) {
    byType =
        senders.stream().collect(Collectors.toMap(TargetSender::targetType, Function.identity()));
  }

  /** Why this process cannot deliver to such a target at all; null if it can. */
  public @Nullable String unavailableReason(Target target) {
    TargetSender<?> sender = byType.get(target.getClass());
    return sender == null
        ? "no sender for targets of type " + target.type()
        : sender.unavailableReason();
  }

  /** Whom a delivery goes to. */
  <T extends Target> Receiver receiver(T target) {
    @SuppressWarnings("unchecked") // As below.
    TargetSender<T> sender = (TargetSender<T>) byType.get(target.getClass());
    return sender == null
        ? new Receiver(target.type(), Integer.MAX_VALUE)
        : sender.receiver(target);
  }

  /** Tries once to deliver. Never throws: a sender that does is a delivery that failed. */
  <T extends Target> CompletionStage<Delivery> send(FireMessage message, T target) {
    // The map pairs each class with the sender that names it.
    @SuppressWarnings("unchecked")
    TargetSender<T> sender = (TargetSender<T>) byType.get(target.getClass());
    if (sender == null) {
      return CompletableFuture.completedFuture(
          Delivery.Rejected.fatal("no sender for targets of type " + target.type()));
    }
    try {
      return Objects.requireNonNull(sender.send(message, target), "the sender gave no answer");
    } catch (RuntimeException | Error e) {
      // Also an Error: the fire would stay in flight, its lease renewed, for ever.
      return CompletableFuture.failedFuture(e);
    }
  }
}
