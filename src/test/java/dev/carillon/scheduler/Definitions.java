package dev.carillon.scheduler;

import dev.carillon.job.JobDefinition;
import dev.carillon.job.Policies;
import dev.carillon.target.HttpTarget;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerContext;
import dev.carillon.trigger.TriggerReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Definitions for tests that need one and do not care. */
final class Definitions {

  private Definitions() {}

  /** Fires once, over HTTP, to where nobody listens. */
  static JobDefinition once(Instant time) {
    HttpTarget target =
        new HttpTarget("POST", "http://127.0.0.1:9/", Map.of(), null, Duration.ofSeconds(1));
    Trigger trigger =
        TriggerReader.read(
            Map.of("type", "date", "runDate", time.toString()),
            new TriggerContext(ZoneOffset.UTC, time, 42));
    return new JobDefinition(trigger, target, Policies.DEFAULT);
  }
}
