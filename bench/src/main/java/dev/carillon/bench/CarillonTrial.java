package dev.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Carillon in one or more processes. Jobs are done when the target has confirmed and the ledger
 * says SUCCEEDED.
 */
final class CarillonTrial implements Trial {

  /** Where fires go. */
  enum Delivery {
    KAFKA,
    HTTP
  }

  private static final long FAR = Micros.SECOND * 3_600 * 24 * 365 * 5;
  private static final String EVERY_SECOND = "every-second";
  private static final String TEMPLATE = "template";

  /** A far away time does not count in a window, nor does the template's. */
  private static final long ALWAYS = 0;

  private static final long NEVER = Micros.SECOND * 3_600 * 24 * 365 * 150;

  private final Stage stage;
  private final String schema;
  private final Delivery delivery;
  private final Topic topic;
  private final Connection connection;
  private final Connection loading;
  private final Ledger ledger;
  private final JobCloner cloner;
  private final DatabaseClock clock;
  private final List<CarillonPod> pods;
  private int runs;
  private boolean hasEverySecond;
  private Map<TopicPartition, Long> beforeStep = Map.of();

  private CarillonTrial(
      Stage stage, String schema, Delivery delivery, Topic topic, List<CarillonPod> pods)
      throws SQLException {
    this.stage = stage;
    this.schema = schema;
    this.delivery = delivery;
    this.topic = topic;
    this.pods = pods;
    this.connection = stage.database().connect(schema);
    this.loading = stage.database().connect(schema);
    this.ledger = new Ledger(connection);
    this.cloner = new JobCloner(loading);
    this.clock = DatabaseClock.sample(connection);
  }

  static CarillonTrial start(Stage stage, Delivery delivery, int count) throws SQLException {
    String schema = "carillon";
    stage.database().createSchema(schema);
    Topic topic =
        stage
            .broker()
            .createTopic(
                "bench-" + Long.toString(System.nanoTime(), 36), stage.options().partitions());
    List<CarillonPod> pods = new ArrayList<>();
    try {
      for (int i = 1; i <= count; i++) {
        pods.add(CarillonPod.start(stage, schema, "carillon-" + i));
      }
      return new CarillonTrial(stage, schema, delivery, topic, pods);
    } catch (SQLException | RuntimeException e) {
      pods.forEach(CarillonPod::close);
      throw e;
    }
  }

  @Override
  public Run drain(int jobs, Duration patience) throws SQLException {
    String namespace = nextRun();
    long[] due = DuePlan.at(jobs, clock.micros() - Micros.SECOND).micros();
    cloner.insertWithoutCommit(namespace, TEMPLATE, due);
    Mark mark = mark();
    long go = clock.micros();
    cloner.commit();
    wake(namespace);
    awaitDone(namespace, jobs, mark, patience);
    long end = clock.micros();
    Meter.Costs costs = mark.meter().stop();
    return run(namespace, mark, go, end, costs);
  }

  @Override
  public Run follow(DuePlan plan, Duration patience) throws SQLException {
    String namespace = nextRun();
    cloner.insert(namespace, TEMPLATE, plan.micros());
    if (clock.micros() > plan.from() - 2 * Micros.SECOND) {
      throw new IllegalStateException("Storing " + plan.count() + " jobs took too long");
    }
    Mark mark = mark();
    Pause.until(clock, plan.from());
    awaitDone(namespace, plan.count(), mark, patience);
    long end = clock.micros();
    Meter.Costs costs = mark.meter().stop();
    return run(namespace, mark, plan.from(), end, costs);
  }

  @Override
  public long now() {
    return clock.micros();
  }

  @Override
  public Duration loadTime() {
    return Duration.ofNanos(100_000);
  }

  @Override
  public void addFarFuture(int jobs) throws SQLException {
    cloner.insert(
        nextRun(),
        TEMPLATE,
        DuePlan.evenly(jobs, clock.micros() + FAR, 86_400 * Micros.SECOND).micros());
  }

  @Override
  public void addEverySecond(int jobs) throws SQLException {
    if (!hasEverySecond) {
      pods.get(0)
          .put(
              EVERY_SECOND,
              TEMPLATE,
              job(
                  "{\"type\": \"interval\", \"seconds\": 1, \"startDate\": \""
                      + JobCloner.TIME
                      + "\"}",
                  target(topic.name())));
      hasEverySecond = true;
    }
    beforeStep = topic.ends();
    long from =
        Micros.nextSecond(
            clock.micros() + 2 * Micros.SECOND + jobs * (loadTime().toNanos() / 1_000));
    cloner.insert(EVERY_SECOND, TEMPLATE, DuePlan.evenly(jobs, from, Micros.SECOND).micros());
    Pause.until(clock, from);
  }

  @Override
  public Run window(long fromMicros, long toMicros) throws SQLException {
    Map<Run.Step, Lateness> lateness =
        new EnumMap<>(ledger.lateness(EVERY_SECOND, fromMicros, toMicros));
    List<Topic.Delivery> deliveries =
        topic.deliveries(beforeStep).stream()
            .filter(one -> one.dueMicros() >= fromMicros && one.dueMicros() < toMicros)
            .toList();
    long duplicates = arrived(deliveries, lateness);
    return new Run(
        lateness.get(Run.Step.CONFIRMED).count(),
        fromMicros,
        toMicros,
        0,
        lateness,
        duplicates,
        Meter.Costs.UNKNOWN);
  }

  @Override
  public ProcessUsage usage() {
    long cpu = 0;
    long rss = 0;
    for (CarillonPod pod : pods) {
      ProcessUsage usage = pod.usage();
      cpu += usage.cpuMicros();
      rss += usage.rssKib();
    }
    return new ProcessUsage(cpu, rss);
  }

  @Override
  public double heapBytes() {
    return pods.stream().mapToDouble(CarillonPod::heapBytes).sum();
  }

  /** A process, for those who use its API. */
  CarillonPod pod() {
    return pods.get(0);
  }

  /** The lateness of some of the jobs that fire every second, however long the ledger is. */
  Map<Run.Step, Lateness> sample(long fromMicros, long toMicros) throws SQLException {
    return ledger.sample(EVERY_SECOND, fromMicros, toMicros);
  }

  /** How many fires have arrived at the broker since the start. */
  long delivered() {
    return topic.count();
  }

  @Override
  public void close() throws SQLException {
    pods.forEach(CarillonPod::close);
    connection.close();
    loading.close();
    stage.database().dropSchema(schema);
  }

  /** A namespace of its own with a template of a one-shot job. */
  private String nextRun() {
    String namespace = "run-" + ++runs;
    pods.get(0)
        .put(
            namespace,
            TEMPLATE,
            job(
                "{\"type\": \"date\", \"runDate\": \"" + JobCloner.TIME + "\"}",
                target(topic.name())));
    return namespace;
  }

  private static String job(String trigger, String target) {
    return "{\"trigger\": " + trigger + ", \"target\": " + target + "}";
  }

  private String target(String topicName) {
    return delivery == Delivery.HTTP
        ? "{\"type\": \"http\", \"method\": \"POST\", \"url\": \""
            + url()
            + "\", \"body\": {\"n\": 1}}"
        : "{\"type\": \"kafka\", \"topic\": \"" + topicName + "\", \"value\": {\"n\": 1}}";
  }

  private String url() {
    try {
      return stage.http().url();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Wakes every pod by a job of its own that is due: rows that were not stored through the API are
   * seen at the end of a pod's sleep only.
   */
  private void wake(String namespace) {
    for (int i = 0; i < pods.size(); i++) {
      pods.get(i)
          .put(
              "wake",
              namespace + "-" + i,
              job(
                  "{\"type\": \"date\", \"runDate\": \"2000-01-01T00:00:00Z\"}",
                  "{\"type\": \"kafka\", \"topic\": \"wake\", \"value\": 1}"));
    }
  }

  private Mark mark() {
    return new Mark(
        topic.ends(), topic.count(), stage.http().count(), Meter.start(this::usage, stage));
  }

  private record Mark(Map<TopicPartition, Long> ends, long records, int requests, Meter meter) {}

  /** Asks the cheap counters first, and the ledger only once these say that all has arrived. */
  private void awaitDone(String namespace, int jobs, Mark mark, Duration patience)
      throws SQLException {
    long end = System.nanoTime() + patience.toNanos();
    while (arrived(mark) < jobs && System.nanoTime() < end) {
      Pause.millis(25);
    }
    while (ledger.done(namespace) < jobs && System.nanoTime() < end) {
      Pause.millis(25);
    }
  }

  private long arrived(Mark mark) {
    return delivery == Delivery.HTTP
        ? stage.http().count() - mark.requests()
        : topic.count() - mark.records();
  }

  private Run run(String namespace, Mark mark, long go, long end, Meter.Costs costs)
      throws SQLException {
    long arrived = arrived(mark);
    int done = ledger.done(namespace);
    long first = ledger.firstClaimMicros(namespace);
    Map<Run.Step, Lateness> lateness = new EnumMap<>(ledger.lateness(namespace, ALWAYS, NEVER));
    long duplicates = arrived - done;
    if (delivery == Delivery.KAFKA) {
      duplicates = arrived(topic.deliveries(mark.ends()), lateness);
    }
    return new Run(done, first, end, first - go, lateness, duplicates, costs);
  }

  /** Adds how late the records came, and returns how many fires came more than once. */
  private static long arrived(List<Topic.Delivery> deliveries, Map<Run.Step, Lateness> lateness) {
    Set<String> ids = new HashSet<>();
    deliveries.forEach(one -> ids.add(one.fireId()));
    int confirmed = lateness.get(Run.Step.CONFIRMED).count();
    if (ids.size() < confirmed) {
      throw new IllegalStateException(
          confirmed + " fires are SUCCEEDED, but the topic has only " + ids.size());
    }
    lateness.put(
        Run.Step.ARRIVED,
        Lateness.of(deliveries.stream().mapToLong(Topic.Delivery::lateMicros).toArray()));
    return deliveries.size() - ids.size();
  }
}
