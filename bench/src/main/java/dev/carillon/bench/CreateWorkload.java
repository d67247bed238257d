package dev.carillon.bench;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** W4: jobs created over HTTP, one by one and in bulk. */
record CreateWorkload(Options options) implements Workload {

  private static final String PATH = "v1/namespaces/creates/jobs";
  private static final String BULK_PATH = PATH + ":batchCreate";
  private static final int BULK = 1000;
  private static final int CLIENTS = 8;

  @Override
  public String name() {
    return "W4";
  }

  @Override
  public String title() {
    return "W4: jobs created over HTTP";
  }

  @Override
  public List<Contestant> contestants() {
    return List.of(
        Contestant.CARILLON, Contestant.DB_SCHEDULER, Contestant.QUARTZ, Contestant.JOBRUNR);
  }

  @Override
  public Measured measure(Contestant system, Stage stage) throws Exception {
    if (!system.isCarillon()) {
      throw new NotPossibleException("a library without HTTP API");
    }
    try (CarillonTrial trial = CarillonTrial.start(stage, CarillonTrial.Delivery.KAFKA, 1)) {
      AtomicInteger ids = new AtomicInteger();
      Measured measured = new Measured();
      Runnable one = () -> create(trial.pod(), ids);
      // The compilers of the JVM first, as in the other workloads.
      rate(CLIENTS, one, options.size(40, 1));
      measured.add(Metric.rate("creates, 1 client"), rate(1, one, seconds()));
      measured.add(Metric.rate("creates, 8 clients"), rate(CLIENTS, one, seconds()));
      int status = bulk(trial.pod(), ids).statusCode();
      if (status / 100 == 2) {
        Runnable bulk = () -> check(bulk(trial.pod(), ids));
        rate(1, bulk, options.size(20, 1));
        measured.add(Metric.rate("jobs in bulk, 1 client"), BULK * rate(1, bulk, seconds()));
        measured.add(Metric.rate("jobs in bulk, 2 clients"), BULK * rate(2, bulk, seconds()));
      } else if (status == 404 || status == 405) {
        measured.add(Metric.rate("jobs in bulk, 1 client"), Double.NaN);
        measured.add(Metric.rate("jobs in bulk, 2 clients"), Double.NaN);
      } else {
        throw new IllegalStateException("The bulk request was answered with " + status);
      }
      return measured.add(Metric.mebibytes("RSS"), trial.usage().rssKib() / 1_024.0);
    }
  }

  private int seconds() {
    return options.size(15, 2);
  }

  /** Repeats an action in some threads and returns how often it was done in a second. */
  private static double rate(int threads, Runnable action, int seconds) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long begin = System.nanoTime();
      long end = begin + seconds * 1_000_000_000L;
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        counts.add(
            pool.submit(
                () -> {
                  int count = 0;
                  while (System.nanoTime() < end) {
                    action.run();
                    count++;
                  }
                  return count;
                }));
      }
      int sum = 0;
      for (Future<Integer> count : counts) {
        sum += count.get();
      }
      return sum * 1e9 / (System.nanoTime() - begin);
    } finally {
      pool.shutdownNow();
    }
  }

  private static void create(CarillonPod pod, AtomicInteger ids) {
    check(pod.send("POST", PATH, job(ids)));
  }

  private static HttpResponse<String> bulk(CarillonPod pod, AtomicInteger ids) {
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < BULK; i++) {
      jobs.add(job(ids));
    }
    return pod.send("POST", BULK_PATH, "{\"jobs\": [" + String.join(", ", jobs) + "]}");
  }

  private static String job(AtomicInteger ids) {
    return """
        {"id": "job-%d", "trigger": {"type": "date", "runDate": "%s"},
         "target": {"type": "kafka", "topic": "creates", "value": {"n": 1}}}"""
        .formatted(ids.incrementAndGet(), JobCloner.TIME);
  }

  private static void check(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
  }
}
