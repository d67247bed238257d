package dev.carillon.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.it.Deliveries;
import dev.carillon.it.LedgerTables;
import dev.carillon.it.SharedParts;
import dev.carillon.testing.Answer;
import dev.carillon.testing.CarillonProcess;
import dev.carillon.testing.FakeClock;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.JsonClient;
import dev.carillon.testing.KafkaBroker;
import dev.carillon.testing.MariaDbServer;
import dev.carillon.testing.TcpProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Three processes, real parts, random faults and random calls; afterwards nothing is lost, early,
 * decided twice, or started after a pause or a deletion that had returned.
 *
 * <p>{@code -Dchaos.duration=PT2M} says for how long, {@code -Dchaos.seed=7} draws the same faults
 * and calls again, though not at the same instants.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChaosIT {

  private static final Duration DURATION =
      Duration.parse(System.getProperty("chaos.duration", "PT60S"));

  /** What leaves time for the start, the settling and the checks within ten minutes. */
  private static final Duration LONGEST = Duration.ofMinutes(8);

  private static final long SEED = Long.getLong("chaos.seed", System.nanoTime() % 1_000_000);
  private static final int DRIVERS = 6;
  private static final String SCHEMA = "carillon_it_chaos";
  private static final String TOPIC = "chaos";
  private static final String NAMESPACE = "chaos";
  private static final Duration PATIENCE = Duration.ofSeconds(75);

  /** A run of a minute makes some thousands on two cores that are busy with other things too. */
  private static final long FEW_DELIVERIES = 500;

  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final Tally tally = new Tally();
  private final FaultLog faults = new FaultLog();
  private final List<ChaosPod> pods = new ArrayList<>();
  private MariaDbServer database;
  private KafkaBroker broker;
  private HttpReceiver receiver;
  private TcpProxy receiverLink;
  private FakeClock clock;
  private LedgerTables ledger;

  @BeforeAll
  void start() {
    assertThat(DURATION).as("chaos.duration").isBetween(Duration.ofSeconds(1), LONGEST);
    clock = FakeClock.create("chaos");
    database = SharedParts.database();
    broker = SharedParts.broker();
    database.createDatabase(SCHEMA);
    broker.createTopic(TOPIC, 3);
    receiver = HttpReceiver.create();
    receiver.answer(RandomJobs.SLOW, Answer.OK.after(Duration.ofMillis(1_500)));
    receiverLink = receiver.proxy();
    ledger = new LedgerTables(database, SCHEMA);
    pods.add(pod("chaos-a", process -> process));
    pods.add(pod("chaos-b", process -> process));
    pods.add(pod("chaos-c", process -> process.with(clock.environment())));
    pods.forEach(pod -> pod.process().startWithoutWaiting());
    pods.forEach(pod -> pod.process().awaitReady());
  }

  private ChaosPod pod(String name, UnaryOperator<CarillonProcess> more) {
    TcpProxy link = database.proxy();
    CarillonProcess process =
        SharedParts.application(name, SCHEMA)
            .withHeap("192m")
            .with("HOSTNAME", name)
            .with("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
            .with("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(SCHEMA, link));
    return new ChaosPod(name, more.apply(process), link);
  }

  @AfterAll
  void close() {
    pods.forEach(ChaosPod::close);
    workers.shutdownNow();
    if (receiver != null) {
      receiverLink.close();
      receiver.close();
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void whateverBreaksTheBooksAreRight() throws SQLException {
    assumeTrue(database.isKillable());
    System.out.printf("ChaosIT: -Dchaos.seed=%d -Dchaos.duration=%s%n", SEED, DURATION);
    ClockRelation before = clockRelation();
    List<Driver> drivers = breakAndCall();
    Instant mended = Instant.now();
    pods.forEach(pod -> pod.process().awaitReady());
    drivers.forEach(Driver::resumeAll);
    Instant cut = before.earliest(Instant.now());
    settle(cut);
    System.out.printf(
        "ChaosIT: settled %d ms after the last fault%n",
        Duration.between(mended, Instant.now()).toMillis());
    pods.forEach(pod -> pod.process().kill());
    report(drivers, before.and(clockRelation()), cut);
  }

  /** Returns when all is mended, and it is known what became of each call. */
  private List<Driver> breakAndCall() {
    Instant end = Instant.now().plus(DURATION);
    Random seeds = new Random(SEED);
    Faults all =
        new Faults(
            new Faults.Parts(
                pods, receiverLink, database, broker, clock, new ClockProbe(pods.get(2).client())),
            end,
            faults,
            tally);
    Random ofPods = new Random(seeds.nextLong());
    Random ofParts = new Random(seeds.nextLong());
    List<Future<?>> lanes =
        List.of(
            workers.submit(() -> all.breakPods(ofPods)),
            workers.submit(() -> all.breakParts(ofParts)));
    List<Driver> drivers =
        IntStream.range(0, DRIVERS).mapToObj(i -> driver(i, new Random(seeds.nextLong()))).toList();
    List<? extends Future<?>> calls =
        drivers.stream()
            .map(
                driver ->
                    workers.submit(
                        () -> driver.run(time -> lanes.stream().allMatch(Future::isDone))))
            .toList();
    lanes.forEach(ChaosIT::get);
    calls.forEach(ChaosIT::get);
    return drivers;
  }

  private Driver driver(int number, Random random) {
    List<JsonClient> clients = pods.stream().map(ChaosPod::client).toList();
    UnaryOperator<String> url = path -> "http://127.0.0.1:" + receiverLink.port() + path;
    return new Driver(
        "d" + number,
        NAMESPACE,
        random,
        new Caller(clients, random, tally),
        new RandomJobs(random, TOPIC, url));
  }

  private void settle(Instant cut) {
    String time = "'" + cut.toString().replace('T', ' ').replace("Z", "") + "'";
    await("nothing is overdue and nothing in flight")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                ledger.number("SELECT COUNT(*) FROM job WHERE next_run_time < " + time)
                        + ledger.number(
                            "SELECT COUNT(*) FROM fire WHERE scheduled_time < "
                                + time
                                + " AND state IN ('PENDING', 'RUNNING', 'RETRYING')")
                    == 0);
  }

  private void report(List<Driver> drivers, ClockRelation relation, Instant cut) {
    List<LiveJob> jobs = drivers.stream().flatMap(driver -> driver.all().stream()).toList();
    Evidence evidence =
        new Evidence(
            jobs.stream().map(job -> job.log(relation)).toList(),
            new Deliveries(broker, TOPIC, receiver).all(),
            ledger.fires("%", Instant.EPOCH, Instant.now().plus(Duration.ofDays(1))),
            ledger.attemptsByFire(),
            faults.suspensions(),
            relation,
            cut);
    Findings findings = Checker.check(evidence);
    System.out.println("ChaosIT: calls and starts " + tally.counts());
    System.out.println("ChaosIT: " + findings.counts());
    System.out.println("ChaosIT: the database is ahead by " + relation);
    for (Fault fault : Fault.values()) {
      System.out.printf("ChaosIT: %d x %s%n", faults.of(fault).size(), fault);
    }
    System.out.println("ChaosIT: taken over after SIGKILL: " + takeOvers(Fault.KILL, evidence));
    System.out.println("ChaosIT: taken over after SIGSTOP: " + takeOvers(Fault.SUSPEND, evidence));
    System.out.printf("ChaosIT: seed %d:%s%n", SEED, findings);
    assertThat(findings.isClean()).as("seed %d: %s", SEED, findings).isTrue();
    assertThat(Fault.values()).allSatisfy(fault -> assertThat(faults.of(fault)).isNotEmpty());
    assertThat(tally.of(Faults.JUMP_SEEN)).as("jumps that the process saw").isPositive();
    assertThat(evidence.jobs().stream().flatMap(job -> job.changes().stream()).map(Change::kind))
        .as("kinds of calls that took effect")
        .contains(Change.Kind.values());
    assertThat(findings.counts().get(Checker.DELIVERED))
        .as("enough was delivered for the findings to say something")
        .isGreaterThan(FEW_DELIVERIES);
    assertThat(new JobCounts(ledger).wrong())
        .as("jobs whose counts are not those of the ledger")
        .isZero();
  }

  private TakeOvers takeOvers(Fault fault, Evidence evidence) {
    return TakeOvers.after(faults.of(fault), evidence.attempts(), evidence.clock());
  }

  private ClockRelation clockRelation() throws SQLException {
    try (Connection connection = database.connect(SCHEMA)) {
      return ClockRelation.sample(connection);
    }
  }

  private static void get(Future<?> task) {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
