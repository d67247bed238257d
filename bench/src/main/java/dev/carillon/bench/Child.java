package dev.carillon.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of the benchmark: writes to a log file and never outlives the benchmark. */
final class Child implements AutoCloseable {

  private static final Pattern HEAP_USED =
      Pattern.compile("(?m)^.*(?:heap|generation).* used (\\d+)K");

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts a process whose output goes to the log. */
  static Child start(String name, List<String> command, Map<String, String> environment, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return start(name, builder, environment, log);
  }

  /** Starts a process that is talked to over its standard input and output. */
  static Child startTalking(String name, List<String> command, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return start(name, builder, Map.of(), log);
  }

  private static Child start(
      String name, ProcessBuilder builder, Map<String, String> environment, Path log) {
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      Cleanup.register(process);
      return new Child(name, process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Command line of a JVM like this one. */
  static List<String> java(List<String> options, String... mainAndArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of(mainAndArguments));
    return command;
  }

  /** The class path of this JVM. */
  static String classPath() {
    return System.getProperty("java.class.path");
  }

  ProcessUsage usage() {
    return ProcessUsage.of(process.pid());
  }

  /** Bytes of heap in use, as {@code jcmd} tells of a JVM; NaN if it cannot. */
  double heapBytes() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process asking =
          new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.heap_info")
              .redirectErrorStream(true)
              .start();
      Matcher lines =
          HEAP_USED.matcher(
              new String(asking.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
      double sum = 0;
      while (lines.find()) {
        sum += Double.parseDouble(lines.group(1)) * 1_024;
      }
      return sum == 0 ? Double.NaN : sum;
    } catch (IOException noJdk) {
      return Double.NaN;
    }
  }

  BufferedReader output() {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  Writer input() {
    return process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Returns as soon as the check says true; what it throws counts as "not yet".
   *
   * @throws IllegalStateException if the process ends, or if it is not ready after {@code patience}
   */
  void awaitReady(Duration patience, Callable<Boolean> check) {
    Exception last = null;
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IllegalStateException(name + " ended\n" + logTail());
      }
      try {
        if (check.call()) {
          return;
        }
      } catch (Exception e) {
        last = e;
      }
      Pause.millis(50);
    }
    throw new IllegalStateException(
        name + " is not ready after " + patience + "\n" + logTail(), last);
  }

  /** Waits for the end of the process and returns its exit code. */
  int awaitExit(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Cleanup.forget(process);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  /** Asks the process to end and waits; it is killed if it does not. */
  @Override
  public void close() {
    process.destroy();
    awaitExit(Duration.ofSeconds(20));
  }

  /** Ends the process at once. */
  void kill() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(20));
  }

  /** The last lines of the log, for the message of a failure. */
  String logTail() {
    try {
      String text = Files.readString(log, StandardCharsets.ISO_8859_1);
      return log + ":\n" + text.substring(Math.max(0, text.length() - 3_000));
    } catch (IOException e) {
      return log + " cannot be read: " + e;
    }
  }
}
