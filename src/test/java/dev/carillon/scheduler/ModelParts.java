package dev.carillon.scheduler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.fire.AttemptStore;
import dev.carillon.fire.FireStore;
import dev.carillon.fire.Ledger;
import dev.carillon.fire.WaitingStore;
import dev.carillon.job.JobCatalog;
import dev.carillon.job.JobCodec;
import dev.carillon.job.JobInput;
import dev.carillon.job.JobSchedule;
import dev.carillon.job.JobService;
import dev.carillon.job.JobStore;
import dev.carillon.job.JobTransactions;
import dev.carillon.job.JobUseCases;
import dev.carillon.job.PauseService;
import dev.carillon.scheduler.model.Definition;
import dev.carillon.target.Target;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The real parts of pods and use cases, put together by hand under a clock of the test. */
@Singleton
class ModelParts {

  private final Transactions transactions;
  private final JobStore jobs;
  private final FireStore fires;
  private final AttemptStore attempts;
  private final WaitingStore waiting;
  private final Lanes lanes;
  private final Aftermath aftermath;
  private final QueueRules rules;
  private final JobCodec codec;
  private final JobSchedule schedule;
  private final SettlementWriter writer;
  private final SchedulerConfig config;
  private final SchedulerGate gate;
  private final OutageStore outages;
  private final JobUseCases useCases;
  private final JobCatalog catalog;
  private final JobTransactions jobTransactions;
  private final Ledger ledger;
  private final ObjectMapper json;

  ModelParts(
      Transactions transactions,
      JobStore jobs,
      FireStore fires,
      AttemptStore attempts,
      WaitingStore waiting,
      Lanes lanes,
      Aftermath aftermath,
      QueueRules rules,
      JobCodec codec,
      JobSchedule schedule,
      SettlementWriter writer,
      SchedulerConfig config,
      SchedulerGate gate,
      OutageStore outages,
      JobUseCases useCases,
      JobCatalog catalog,
      JobTransactions jobTransactions,
      Ledger ledger,
      ObjectMapper json) {
    this.transactions = transactions;
    this.jobs = jobs;
    this.fires = fires;
    this.attempts = attempts;
    this.waiting = waiting;
    this.lanes = lanes;
    this.aftermath = aftermath;
    this.rules = rules;
    this.codec = codec;
    this.schedule = schedule;
    this.writer = writer;
    this.config = config;
    this.gate = gate;
    this.outages = outages;
    this.useCases = useCases;
    this.catalog = catalog;
    this.jobTransactions = jobTransactions;
    this.ledger = ledger;
    this.json = json;
  }

  Transactions transactions() {
    return transactions;
  }

  SchedulerConfig config() {
    return config;
  }

  JobService jobs(Clock clock) {
    return useCases.jobs(clock);
  }

  PauseService pauses(Clock clock) {
    return useCases.pauses(clock);
  }

  RunService runs(Clock clock) {
    return new RunService(catalog, codec, jobTransactions, ledger, new Wakeup(), clock);
  }

  /** A process that has just started. */
  ModelPod pod(Clock clock) {
    Pod pod = new Pod(Optional.of("model"));
    FireRows rows = new FireRows(config, pod);
    Claimer claimer =
        new Claimer(
            transactions,
            gate,
            outages,
            jobs,
            fires,
            waiting,
            lanes,
            aftermath,
            codec,
            schedule,
            rows,
            clock);
    QueueTaker taker =
        new QueueTaker(
            transactions,
            gate,
            jobs,
            fires,
            attempts,
            waiting,
            lanes,
            aftermath,
            rules,
            rows,
            codec,
            clock);
    FailureJudge judge = new FailureJudge(useCases.pauses(clock));
    return new ModelPod(pod, claimer, taker, writer, judge, fires, transactions, clock);
  }

  JobInput input(Definition definition) {
    Map<String, String> target = new TreeMap<>();
    target.put("type", "http");
    target.put("url", "http://127.0.0.1:9/");
    if (definition.key() != null) {
      target.put("key", definition.key());
    }
    try {
      return new JobInput(
          null,
          Map.of(),
          json.readTree(json.writeValueAsString(definition.trigger())),
          null,
          json.readValue(json.writeValueAsString(target), Target.class),
          definition.policies());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
