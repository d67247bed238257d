package dev.carillon.trigger;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.quartz.CronExpression;

/** Fire times and expressions per second on one core, beside Quartz and cron-utils. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@Threads(1)
public class NextBenchmark {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final String ZONE = "Europe/Berlin";
  private static final String TYPICAL = "*/5 9-17 * * 1-5";
  private static final String TYPICAL_QUARTZ = "0 */5 9-17 ? * MON-FRI";
  private static final TriggerContext CONTEXT = new TriggerContext(ZoneId.of(ZONE), START, 1);
  private static final CronParser CRON_UTILS =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private final Trigger typical = read(Map.of("type", "cron", "expression", TYPICAL));
  private final Trigger daily = read(Map.of("type", "cron", "hour", 2));
  private final Trigger interval = read(Map.of("type", "interval", "minutes", 15));
  private final Trigger leapMonday =
      read(Map.of("type", "cron", "month", 2, "day", 29, "dayOfWeek", "mon"));
  private final Trigger worst =
      read(
          Map.of(
              "type", "cron", "month", 2, "day", "last", "dayOfWeek", "mon", "week", 9, "hour", 2,
              "year", "*/4"));
  private final Trigger jittered =
      read(Map.of("type", "cron", "expression", TYPICAL, "jitter", 60));
  private final ExecutionTime cronUtils = ExecutionTime.forCron(CRON_UTILS.parse(TYPICAL));
  private final CronExpression quartz = quartz();

  private Instant typicalTime = START;
  private Instant dailyTime = START;
  private Instant intervalTime = START;
  private Instant leapMondayTime = START;
  private Instant worstTime = START;
  private Instant jitteredTime = START;
  private ZonedDateTime cronUtilsTime = START.atZone(ZoneId.of(ZONE));
  private Date quartzTime = Date.from(START);

  private static Trigger read(Object spec) {
    return TriggerReader.read(spec, CONTEXT);
  }

  private static CronExpression quartz() {
    try {
      CronExpression expression = new CronExpression(TYPICAL_QUARTZ);
      expression.setTimeZone(TimeZone.getTimeZone(ZONE));
      return expression;
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Instant after(Trigger trigger, Instant time) {
    Instant next = trigger.next(time, time);
    return next == null || next.isAfter(Instant.ofEpochSecond(32_000_000_000L)) ? START : next;
  }

  @Benchmark
  public Instant nextTypical() {
    return typicalTime = after(typical, typicalTime);
  }

  @Benchmark
  public ZonedDateTime nextTypicalCronUtils() {
    return cronUtilsTime = cronUtils.nextExecution(cronUtilsTime).orElseThrow();
  }

  @Benchmark
  public Date nextTypicalQuartz() {
    return quartzTime = quartz.getNextValidTimeAfter(quartzTime);
  }

  @Benchmark
  public Instant nextDaily() {
    return dailyTime = after(daily, dailyTime);
  }

  @Benchmark
  public Instant nextInterval() {
    return intervalTime = after(interval, intervalTime);
  }

  @Benchmark
  public Instant nextTypicalJittered() {
    return jitteredTime = after(jittered, jitteredTime);
  }

  @Benchmark
  public Instant nextLeapDayOnMonday() {
    return leapMondayTime = after(leapMonday, leapMondayTime);
  }

  @Benchmark
  public Instant nextWorst() {
    return worstTime = after(worst, worstTime);
  }

  @Benchmark
  public Object parse() {
    return read(Map.of("type", "cron", "expression", TYPICAL));
  }

  @Benchmark
  public Object parseCronUtils() {
    return ExecutionTime.forCron(CRON_UTILS.parse(TYPICAL));
  }

  @Benchmark
  public Object parseQuartz() throws ParseException {
    return new CronExpression(TYPICAL_QUARTZ);
  }
}
