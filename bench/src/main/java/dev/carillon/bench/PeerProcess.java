package dev.carillon.bench;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The process of a peer as the benchmark talks to it. */
final class PeerProcess implements AutoCloseable {

  private final String name;
  private final Child child;
  private final BufferedReader answers;
  private final Writer commands;
  private final Path dump;

  private PeerProcess(String name, Child child, Path dump) {
    this.name = name;
    this.child = child;
    this.answers = child.output();
    this.commands = child.input();
    this.dump = dump;
  }

  static PeerProcess start(Stage stage, String system, String schema, String pod)
      throws IOException {
    Child child =
        Child.startTalking(
            pod,
            Child.java(
                List.of(
                    "-Xmx" + stage.options().heap(),
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                    "-cp",
                    Child.classPath()),
                PeerMain.class.getName(),
                system,
                stage.database().jdbcUrl(schema),
                pod),
            stage.workspace().log(pod));
    PeerProcess process =
        new PeerProcess(pod, child, stage.workspace().directory("dumps").resolve(pod));
    try {
      process.answer("start");
    } catch (IOException | RuntimeException e) {
      process.close();
      throw e;
    }
    return process;
  }

  /**
   * Sends a command and returns the answer's number, 0 if it has none.
   *
   * @throws NotPossibleException if the system cannot do this
   */
  long tell(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
    return answer(command);
  }

  /** All pairs that its handlers have noted: due and ran, one after the other. */
  long[] observations() throws IOException {
    tell("dump " + dump);
    long[] values = new long[(int) (Files.size(dump) / Long.BYTES)];
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(dump)))) {
      for (int i = 0; i < values.length; i++) {
        values[i] = in.readLong();
      }
    }
    Files.delete(dump);
    return values;
  }

  /** Bytes of heap in use; NaN if unknown. */
  double heapBytes() {
    return child.heapBytes();
  }

  ProcessUsage usage() {
    return child.usage();
  }

  @Override
  public void close() {
    child.kill();
  }

  private long answer(String command) throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IllegalStateException(name + " ended at " + command + "\n" + child.logTail());
    }
    String[] words = line.split(" ", 2);
    return switch (words[0]) {
      case "ok" -> words.length > 1 ? Long.parseLong(words[1]) : 0;
      case "unsupported" -> throw new NotPossibleException(words[1]);
      default ->
          throw new IllegalStateException(
              name + " answers " + command + " with " + line + "\n" + child.logTail());
    };
  }
}
