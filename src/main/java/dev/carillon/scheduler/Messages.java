package dev.carillon.scheduler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.fire.Fire;
import dev.carillon.target.Delivery;
import dev.carillon.target.FireMessage;
import dev.carillon.target.InvalidTargetException;
import dev.carillon.target.Receiver;
import dev.carillon.target.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes of a claimed fire what is sent: the fire itself, or the report that it failed. */
@ApplicationScoped
class Messages {

  /** Of a report without a target, which fails at once. */
  private static final Receiver NOBODY = new Receiver("", Integer.MAX_VALUE);

  private final Senders senders;
  private final ObjectMapper json;

  Messages(Senders senders, ObjectMapper json) {
    this.senders = senders;
    this.json = json;
  }

  /** Whom it goes to. */
  Receiver receiver(Claimed claimed) {
    Target target =
        claimed.isReport()
            ? claimed.definition().policies().deadLetter()
            : claimed.definition().target();
    return target == null ? NOBODY : senders.receiver(target);
  }

  /** Tries once to send it. Never throws. */
  CompletionStage<Delivery> send(Claimed claimed) {
    try {
      return claimed.isReport() ? sendReport(claimed) : sendFire(claimed);
    } catch (JsonProcessingException | InvalidTargetException e) {
      return CompletableFuture.completedFuture(
          Delivery.Rejected.fatal("cannot be sent: " + e.getMessage()));
    } catch (RuntimeException | Error e) {
      // Also an Error: the fire would stay in flight, its lease renewed, for ever.
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletionStage<Delivery> sendFire(Claimed claimed) throws JsonProcessingException {
    Fire fire = claimed.fire();
    Target target = claimed.definition().target();
    return senders.send(
        new FireMessage(
            fire.key().fireId(), fire.namespace, fire.jobId, fire.scheduledTime, fire.attempt),
        fire.payload == null ? target : target.withPayload(json.readTree(fire.payload)));
  }

  private CompletionStage<Delivery> sendReport(Claimed claimed) {
    Fire fire = claimed.fire();
    Target deadLetter = claimed.definition().policies().deadLetter();
    if (deadLetter == null) {
      return CompletableFuture.completedFuture(Delivery.Rejected.fatal("no dead letter target"));
    }
    return senders.send(
        new FireMessage(
            fire.key().fireId() + "-failed-" + fire.attempt,
            fire.namespace,
            fire.jobId,
            fire.scheduledTime,
            fire.deadLetterAttempt,
            FireMessage.FAILED_TYPE),
        deadLetter.withPayload(report(fire, claimed.definition().target())));
  }

  private ObjectNode report(Fire fire, Target target) {
    return json.createObjectNode()
        .put("fireId", fire.key().fireId())
        .put("namespace", fire.namespace)
        .put("jobId", fire.jobId)
        .put("scheduledTime", fire.scheduledTime.toString())
        .put("attempts", fire.attempt)
        .put("targetType", target.type())
        .put("finishedAt", String.valueOf(fire.finishedAt))
        .put("error", fire.error == null ? fire.reason : fire.error)
        .put("responseStatus", fire.responseStatus)
        .put("response", fire.response);
  }
}
