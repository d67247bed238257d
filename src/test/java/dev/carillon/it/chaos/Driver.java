package dev.carillon.it.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.it.Json;
import dev.carillon.it.chaos.Call.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Adds jobs and changes, pauses, resumes and deletes its own at random, one call at a time. */
final class Driver {

  private static final int MOST_JOBS = 16;
  private static final int BURST = 15;
  private static final int BURST_SECONDS = 10;
  private static final Duration LONGEST_REST = Duration.ofMillis(300);

  private final String name;
  private final String namespace;
  private final Random random;
  private final Caller caller;
  private final RandomJobs jobs;
  private final List<LiveJob> all = new ArrayList<>();
  private int calls;

  Driver(String name, String namespace, Random random, Caller caller, RandomJobs jobs) {
    this.name = name;
    this.namespace = namespace;
    this.random = random;
    this.caller = caller;
    this.jobs = jobs;
  }

  /** Every job that was ever added. */
  List<LiveJob> all() {
    return all;
  }

  /** Makes calls until it is told to end. */
  void run(Predicate<Instant> isOver) {
    while (!isOver.test(Instant.now())) {
      step();
      LockSupport.parkNanos(random.nextLong(LONGEST_REST.toNanos()));
    }
  }

  /** Resumes all that is paused. */
  void resumeAll() {
    for (LiveJob job : live(LiveJob::isPaused)) {
      while (job.isPaused()) {
        resume(job);
      }
    }
  }

  private void step() {
    int dice = random.nextInt(100);
    int there = live(job -> !job.isDate()).size();
    if (there < MOST_JOBS / 2 || (dice < 25 && there < MOST_JOBS)) {
      add(jobs.trigger());
    } else if (dice == 25) {
      burst();
    } else if (dice < 45) {
      with(LiveJob::isThere, this::changeTrigger);
    } else if (dice < 57) {
      with(LiveJob::isThere, this::changeTarget);
    } else if (dice < 74) {
      with(LiveJob::isEnabled, this::pause);
    } else if (dice < 90) {
      with(LiveJob::isPaused, this::resume);
    } else {
      with(LiveJob::isThere, this::delete);
    }
  }

  private void add(String trigger) {
    String id = name + "-" + calls;
    boolean isStrict = random.nextInt(5) > 0;
    boolean isKafka = random.nextBoolean();
    String mark = mark();
    Outcome outcome =
        call(
            Change.Kind.ADD,
            "PUT",
            id,
            "",
            jobs.job(id, isStrict, isKafka, mark, trigger),
            null,
            marked(mark));
    if (outcome instanceof Outcome.Taken taken) {
      all.add(new LiveJob(id, isStrict, isKafka, taken));
    } else if (outcome instanceof Outcome.Refused refused) {
      throw new AssertionError("Refused with " + refused.status() + ": " + trigger);
    }
  }

  /** Many jobs of one second boundary, which is that of the bursts of others too. */
  private void burst() {
    long second = Instant.now().plusSeconds(3).getEpochSecond();
    Instant boundary = Instant.ofEpochSecond((second / BURST_SECONDS + 1) * BURST_SECONDS);
    for (int i = 0; i < BURST && Instant.now().isBefore(boundary.minusSeconds(1)); i++) {
      add(RandomJobs.date(boundary));
    }
  }

  private void changeTrigger(LiveJob job) {
    String mark = mark();
    String body = jobs.job(job.id(), job.isStrict(), job.isKafka(), mark, jobs.trigger());
    change(job, Change.Kind.CHANGE_TRIGGER, "PUT", "", body, marked(mark));
  }

  private void changeTarget(LiveJob job) {
    String mark = mark();
    String body = jobs.target(job.isKafka(), mark);
    change(job, Change.Kind.CHANGE_TARGET, "PATCH", "", body, marked(mark));
  }

  private void pause(LiveJob job) {
    change(
        job,
        Change.Kind.PAUSE,
        "POST",
        ":pause",
        "{\"by\": \"" + name + "\"}",
        found -> Json.text(found, "state").equals("PAUSED"));
  }

  private void resume(LiveJob job) {
    change(
        job,
        Change.Kind.RESUME,
        "POST",
        ":resume",
        "",
        found -> !Json.text(found, "state").equals("PAUSED"));
  }

  private void delete(LiveJob job) {
    change(job, Change.Kind.DELETE, "DELETE", "", "", found -> false);
  }

  private void change(
      LiveJob job,
      Change.Kind kind,
      String method,
      String verb,
      String body,
      Predicate<JsonNode> isDone) {
    Outcome outcome = call(kind, method, job.id(), verb, body, job.tag(), isDone);
    if (outcome instanceof Outcome.Taken taken) {
      job.changed(kind, taken);
    } else if (outcome instanceof Outcome.NotTaken notTaken) {
      job.knownAs(notTaken.found());
    } else {
      Call.Found found = caller.find(path(job.id()));
      if (found == null) {
        throw new AssertionError("Gone, but nobody deleted it: " + job.id());
      }
      job.knownAs(found);
    }
  }

  private Outcome call(
      Change.Kind kind,
      String method,
      String id,
      String verb,
      String body,
      @Nullable String tag,
      Predicate<JsonNode> isDone) {
    calls++;
    return caller.call(new Call(kind, method, path(id), verb, body, tag, isDone));
  }

  /** Mostly jobs of many fires: there is not much to change about the others. */
  private void with(Predicate<LiveJob> which, Consumer<LiveJob> action) {
    boolean any = random.nextInt(5) == 0;
    List<LiveJob> candidates = live(job -> which.test(job) && (any || !job.isDate()));
    if (!candidates.isEmpty()) {
      action.accept(candidates.get(random.nextInt(candidates.size())));
    }
  }

  private List<LiveJob> live(Predicate<LiveJob> which) {
    return all.stream().filter(LiveJob::isThere).filter(which).toList();
  }

  private String mark() {
    return name + "-" + calls;
  }

  private static Predicate<JsonNode> marked(String mark) {
    return found -> found.path("description").asText().equals(mark);
  }

  private String path(String id) {
    return "/v1/namespaces/" + namespace + "/jobs/" + id;
  }
}
