package dev.carillon.scheduler;

import dev.carillon.job.Job;
import dev.carillon.job.JobService;
import dev.carillon.job.JobState;
import dev.carillon.job.JobStateException;
import dev.carillon.job.Pause;
import dev.carillon.job.PauseService;
import dev.carillon.job.Precondition;
import dev.carillon.scheduler.model.Definition;
import dev.carillon.scheduler.model.LedgerCheck;
import dev.carillon.scheduler.model.LedgerCheck.Difference;
import dev.carillon.scheduler.model.Model;
import dev.carillon.scheduler.model.Model.Answer;
import dev.carillon.scheduler.model.ModelFire;
import dev.carillon.scheduler.model.ModelJob;
import dev.carillon.scheduler.model.RandomJobs;
import dev.carillon.scheduler.model.Stored;
import dev.carillon.scheduler.model.VirtualClock;
import dev.carillon.target.Delivery;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One seed: the same random actions on the application and on the model. */
final class ModelRun {

  private static final String NAMESPACE = "model";
  private static final int PODS = 3;
  private static final int JOBS = 9;
  private static final int DRAIN_STEPS = 20_000;
  private static final int LAST_LINES = 30;
  private static final int SCAN_EVERY = 3;

  private final ModelParts parts;
  private final Random random;
  private final RandomJobs randomJobs;
  private final VirtualClock clock;
  private final Model model;
  private final JobService jobs;
  private final PauseService pauses;
  private final RunService runs;
  private final ModelTotals totals;
  private final List<ModelPod> pods = new ArrayList<>();
  private final Map<String, ModelFire> started = new TreeMap<>();
  private final ModelInvariants invariants = new ModelInvariants();
  private final List<String> history = new ArrayList<>();
  private final ScanParts scanParts;
  private final InvariantScan scan;
  private int created;

  ModelRun(long seed, ModelParts parts, ScanParts scanParts, ModelTotals totals) {
    this.parts = parts;
    this.totals = totals;
    this.scanParts = scanParts;
    this.random = new Random(seed);
    this.randomJobs = new RandomJobs(random);
    // Before a change of the offset in Europe and America, in spring or in autumn.
    String begin = random.nextBoolean() ? "2001-03-20T00:00:00Z" : "2001-10-22T00:00:00Z";
    this.clock =
        new VirtualClock(
            Instant.parse(begin).plus(random.nextInt(1_000_000_000), ChronoUnit.MICROS));
    this.model = new Model(parts.config().leaseDuration());
    this.jobs = parts.jobs(clock);
    this.pauses = parts.pauses(clock);
    this.runs = parts.runs(clock);
    this.scan = scanParts.withoutOverdue(clock);
    for (int i = 0; i < PODS; i++) {
      pods.add(parts.pod(clock));
    }
  }

  /** Everything in the ledger goes: no test needs what another has left there. */
  static void clear(Transactions transactions) throws SQLException {
    transactions.run(
        connection -> {
          for (String table :
              List.of("job", "fire", "attempt", "waiting_fire", "lane", "job_change")) {
            execute(connection, "DELETE FROM " + table);
          }
          return connection;
        });
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  void run(int steps, int checkEvery) throws SQLException {
    clear(parts.transactions());
    Instant begin = clock.instant();
    for (int i = 1; i <= steps; i++) {
      act();
      if (i % SCAN_EVERY == 0) {
        scan();
      }
      if (i % checkEvery == 0) {
        check();
      }
    }
    drain();
    totals.add(Duration.between(begin, clock.instant()), read());
  }

  /** Whatever has happened so far, nothing is damaged. */
  private void scan() throws SQLException {
    scan.turn();
    String repairs = scanParts.repairs();
    if (!repairs.isEmpty()) {
      throw failure(new Difference("", "the invariant scan has mended " + repairs));
    }
  }

  private void act() throws SQLException {
    if (model.jobs().size() < JOBS && random.nextInt(4) == 0) {
      create();
      return;
    }
    int chance = random.nextInt(100);
    if (chance < 36) {
      work(pod());
    } else if (chance < 54) {
      settle(pod());
    } else if (chance < 76) {
      advance();
    } else if (chance < 80) {
      renew(pod());
    } else if (chance < 82) {
      kill();
    } else {
      actOnJob(chance);
    }
  }

  private void actOnJob(int chance) throws SQLException {
    List<ModelJob> all = List.copyOf(model.jobs());
    if (all.isEmpty()) {
      return;
    }
    ModelJob job = all.get(random.nextInt(all.size()));
    tick();
    if (chance < 85) {
      pause(job);
    } else if (chance < 90) {
      resume(job);
    } else if (chance < 94) {
      edit(job);
    } else if (chance < 98) {
      runNow(job);
    } else if (chance < 99) {
      delete(job);
    } else {
      damage(job);
    }
  }

  private ModelPod pod() {
    return pods.get(random.nextInt(pods.size()));
  }

  /** No two things that people do happen in the same microsecond, nor on a whole millisecond. */
  private void tick() {
    clock.advance(Duration.of(1 + random.nextInt(998), ChronoUnit.MICROS));
    if (clock.instant().truncatedTo(ChronoUnit.MILLIS).equals(clock.instant())) {
      clock.advance(Duration.of(1, ChronoUnit.MICROS));
    }
  }

  private void create() {
    tick();
    String id = "job-" + created++;
    Definition definition = randomJobs.definition(clock.instant());
    Job job = jobs.create(NAMESPACE, id, parts.input(definition), true);
    model.create(id, job.uid, definition, clock.instant());
    note("create %s %s", id, definition);
  }

  /** Mostly receivers answer soon. */
  private void work(ModelPod pod) throws SQLException {
    turn(pod, random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 50);
    if (random.nextInt(4) > 0) {
      clock.advance(Duration.ofMillis(random.nextInt(3_000)));
      settle(pod);
    }
  }

  private void turn(ModelPod pod, int limit) throws SQLException {
    note("%s claims %d, due %s", pod.id(), limit, model.nextEvent(false));
    invariants.beforeStart(parts.transactions(), clock.instant());
    compare(pod.claim(limit), model.claim(pod.id(), limit, clock.instant()), "claimed");
    int most = model.limitWithoutChoice(limit, clock.instant());
    note("%s takes %d of %s", pod.id(), most, model.queue(clock.instant()));
    invariants.beforeStart(parts.transactions(), clock.instant());
    compare(pod.take(most), model.take(pod.id(), most, clock.instant()), "taken");
  }

  private void compare(List<Claimed> actual, List<ModelFire> expected, String verb) {
    TreeSet<String> is = new TreeSet<>();
    for (Claimed claimed : actual) {
      is.add(claimed.fire().key().fireId() + " attempt " + claimed.fire().attempt);
      String broken = invariants.start(claimed.fire(), clock.instant());
      if (broken != null) {
        throw failure(new Difference(claimed.fire().jobId, broken));
      }
    }
    TreeSet<String> ought = new TreeSet<>();
    for (ModelFire fire : expected) {
      ought.add(fire.id() + " attempt " + fire.attempt());
      started.put(fire.id(), fire);
      totals.attempt();
    }
    if (is.equals(ought)) {
      return;
    }
    TreeSet<String> odd = new TreeSet<>(is);
    odd.removeAll(ought);
    TreeSet<String> lacking = new TreeSet<>(ought);
    lacking.removeAll(is);
    String first = odd.isEmpty() ? lacking.first() : odd.first();
    String job =
        model.jobs().stream()
            .filter(one -> first.startsWith(one.uid().toString()))
            .map(ModelJob::id)
            .findFirst()
            .orElse("");
    throw failure(
        new Difference(job, "%s %s that ought not, not %s".formatted(verb, odd, lacking)));
  }

  private void settle(ModelPod pod) throws SQLException {
    List<Claimed> some =
        pod.inFlight().stream()
            .filter(one -> random.nextInt(3) > 0)
            .sorted(ModelPod.ORDER)
            .toList();
    List<Delivery> deliveries = new ArrayList<>();
    List<Answer> answers = new ArrayList<>();
    for (Claimed claimed : some) {
      Answer answer = answer(claimed);
      answers.add(answer);
      deliveries.add(delivery(answer));
    }
    settle(pod, some, deliveries, answers);
  }

  private void settle(
      ModelPod pod, List<Claimed> some, List<Delivery> deliveries, List<Answer> answers)
      throws SQLException {
    note("%s settles %s", pod.id(), answers);
    pod.settle(some, deliveries);
    int ours = model.settle(pod.id(), answers, clock.instant());
    totals.settled(answers, answers.size() - ours);
  }

  private Answer answer(Claimed claimed) {
    int chance = random.nextInt(100);
    Answer.Kind kind =
        chance < 60
            ? Answer.Kind.ACCEPTED
            : chance < 92
                ? Answer.Kind.RETRYABLE
                : chance < 98 ? Answer.Kind.FINAL : Answer.Kind.GONE;
    Duration retryAfter =
        kind == Answer.Kind.RETRYABLE && random.nextInt(4) == 0
            ? Duration.ofSeconds(random.nextInt(200_000))
            : null;
    return answer(claimed, kind, retryAfter);
  }

  private Answer answer(Claimed claimed, Answer.Kind kind, @Nullable Duration retryAfter) {
    ModelFire fire = started.get(claimed.fire().key().fireId());
    if (fire == null) {
      throw new IllegalStateException("never started: " + claimed.fire().key());
    }
    return new Answer(fire, claimed.fire().attempt, kind, retryAfter);
  }

  private static Delivery delivery(Answer answer) {
    return switch (answer.kind()) {
      case ACCEPTED -> new Delivery.Accepted(200, null);
      case RETRYABLE -> new Delivery.Rejected(true, "503", 503, null, answer.retryAfter());
      case FINAL -> new Delivery.Rejected(false, "404", 404, null, null);
      case GONE -> new Delivery.Rejected(false, "410", 410, null, null);
    };
  }

  /** Mostly a little, now and then an outage of hours or days, often just to what is due next. */
  private void advance() {
    int chance = random.nextInt(100);
    Instant next = model.nextEvent(random.nextInt(3) == 0);
    Duration step;
    if (chance < 25 && next != null && next.isAfter(clock.instant())) {
      Duration wait = Duration.between(clock.instant(), next);
      step = wait.compareTo(Duration.ofHours(6)) < 0 ? wait : Duration.ofMinutes(3);
    } else {
      int most = chance < 60 ? 15 : chance < 78 ? 300 : chance < 92 ? 7_200 : 400_000;
      step = Duration.of((long) (random.nextDouble() * most * 1_000_000), ChronoUnit.MICROS);
      totals.advanced(step);
    }
    clock.advance(step);
    note("the clock goes on by %s", step);
  }

  private void renew(ModelPod pod) throws SQLException {
    // A process that stops gives its leases back at once.
    Duration length = random.nextInt(5) == 0 ? Duration.ZERO : parts.config().leaseDuration();
    Instant until = clock.instant().plus(length);
    note("%s renews until %s", pod.id(), until);
    pod.renew(until);
    List<ModelFire> fires = new ArrayList<>();
    List<Integer> attempts = new ArrayList<>();
    for (Claimed claimed : pod.inFlight()) {
      fires.add(answer(claimed, Answer.Kind.ACCEPTED, null).fire());
      attempts.add(claimed.fire().attempt);
    }
    model.renew(pod.id(), fires, attempts, until);
  }

  private void kill() {
    int index = random.nextInt(pods.size());
    note("%s dies", pods.get(index).id());
    totals.killed(pods.get(index).inFlight().size());
    pods.set(index, parts.pod(clock));
  }

  private void pause(ModelJob job) {
    Instant until =
        random.nextInt(3) == 0 ? clock.instant().plusSeconds(1 + random.nextInt(9_000)) : null;
    boolean silent = until == null && random.nextBoolean();
    note("pause %s until %s%s", job.id(), until, silent ? " without a word" : "");
    Pause pause = silent ? Pause.SILENT : new Pause("a person", "somebody", until);
    boolean done = model.pause(job, until, silent, clock.instant());
    expect(done, job, () -> pauses.pause(NAMESPACE, job.id(), Precondition.NONE, pause));
    totals.person();
  }

  private void resume(ModelJob job) {
    note("resume %s", job.id());
    boolean done = model.resume(job, clock.instant());
    expect(done, job, () -> pauses.resume(NAMESPACE, job.id(), Precondition.NONE, "somebody"));
    totals.person();
  }

  private void runNow(ModelJob job) {
    note("run %s", job.id());
    boolean done = model.run(job, clock.instant());
    expect(done, job, () -> runs.run(NAMESPACE, job.id(), null, null));
    totals.person();
  }

  private void expect(boolean done, ModelJob job, Runnable action) {
    JobStateException refusal = null;
    try {
      action.run();
    } catch (JobStateException e) {
      refusal = e;
    }
    if (done == (refusal != null)) {
      throw failure(new Difference(job.id(), "expected " + done + ", not " + refusal));
    }
  }

  private void edit(ModelJob job) {
    boolean newTrigger = job.state() == JobState.ERROR || random.nextInt(3) == 0;
    Definition definition =
        newTrigger
            ? randomJobs.withOtherTrigger(job.definition(), clock.instant())
            : random.nextInt(8) == 0
                ? job.definition()
                : randomJobs.withOtherPolicies(job.definition(), clock.instant());
    edit(job, definition);
    totals.person();
  }

  private void edit(ModelJob job, Definition definition) {
    note("edit %s %s", job.id(), definition);
    jobs.change(NAMESPACE, job.id(), Precondition.NONE, old -> parts.input(definition), true);
    model.edit(job, definition, clock.instant());
  }

  private void delete(ModelJob job) {
    note("delete %s", job.id());
    jobs.delete(NAMESPACE, job.id(), Precondition.NONE);
    model.delete(job, clock.instant());
    invariants.deleted(job.uid());
    totals.person();
  }

  private void damage(ModelJob job) throws SQLException {
    note("damage %s", job.id());
    parts
        .transactions()
        .run(
            connection -> {
              execute(
                  connection,
                  "UPDATE job SET target = '{' WHERE namespace = '%s' AND id = '%s'"
                      .formatted(NAMESPACE, job.id()));
              return connection;
            });
    model.damage(job);
    totals.damaged();
  }

  /** Nothing new is planned any more, and every receiver is well: all must come to its end. */
  private void drain() throws SQLException {
    for (ModelJob job : List.copyOf(model.jobs())) {
      tick();
      if (job.isBroken() || job.state() == JobState.ERROR) {
        edit(job, randomJobs.withOtherTrigger(job.definition(), clock.instant()));
      }
      if (job.state() == JobState.PAUSED) {
        resume(job);
      }
      if (model.jobs().contains(job)) {
        tick();
        edit(job, RandomJobs.withMaxFires(job.definition(), 1));
      }
    }
    for (int i = 0; i < DRAIN_STEPS; i++) {
      settleAll();
      Instant next = model.nextEvent(false);
      if (next == null) {
        break;
      }
      if (next.isAfter(clock.instant())) {
        clock.advance(Duration.between(clock.instant(), next));
      }
      turn(pods.get(0), 50);
    }
    check();
    Difference stuck = new LedgerCheck(model, read()).findStuck();
    if (stuck != null || !model.isQuiet()) {
      throw failure(stuck == null ? new Difference("", "the model is not quiet") : stuck);
    }
  }

  private void settleAll() throws SQLException {
    for (ModelPod pod : pods) {
      List<Claimed> all = pod.inFlight().stream().sorted(ModelPod.ORDER).toList();
      List<Answer> answers =
          all.stream().map(one -> answer(one, Answer.Kind.ACCEPTED, null)).toList();
      settle(pod, all, answers.stream().map(ModelRun::delivery).toList(), answers);
    }
  }

  private Stored read() throws SQLException {
    return parts.transactions().run(Stored::read);
  }

  private void check() throws SQLException {
    Difference difference = new LedgerCheck(model, read()).find();
    if (difference != null) {
      throw failure(difference);
    }
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private void note(String format, @Nullable Object... values) {
    history.add(clock.instant() + " " + format.formatted(values));
  }

  /** The end of the history, without what other jobs have been through. */
  private AssertionError failure(Difference difference) {
    List<String> lines =
        history.stream()
            .filter(line -> !line.contains("job-") || line.contains(difference.job()))
            .map(line -> line.length() > 700 ? line.substring(0, 700) : line)
            .toList();
    return new AssertionError(
        "%s: %s%n%s"
            .formatted(
                difference.job(),
                difference.text(),
                String.join(
                    System.lineSeparator(),
                    lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()))));
  }
}
