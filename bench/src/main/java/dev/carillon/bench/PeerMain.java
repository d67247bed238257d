package dev.carillon.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The process of a peer. It reads one command a line and answers each with one line: {@code ok} and
 * maybe a number, {@code unsupported} and why, or {@code error} and why. It ends with its input.
 */
final class PeerMain {

  private final Peer peer;
  private final Observations observations;

  private PeerMain(Peer peer, Observations observations) {
    this.peer = peer;
    this.observations = observations;
  }

  /** Arguments: the system, the JDBC URL of its schema, the name of this process. */
  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    Observations observations = new Observations(clock(arguments[1]));
    int exit = 0;
    try (Peer peer = open(arguments[0], arguments[1], arguments[2], observations)) {
      answers.println("ok");
      new PeerMain(peer, observations)
          .serve(
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
              answers);
    } catch (Exception e) {
      e.printStackTrace();
      exit = 1;
    }
    System.exit(exit);
  }

  private static Peer open(String system, String url, String pod, Observations observations)
      throws Exception {
    return switch (system) {
      case "db-scheduler" -> new DbSchedulerPeer(url, pod, observations);
      case "quartz" -> new QuartzPeer(url, pod, observations);
      case "jobrunr" -> new JobRunrPeer(url, observations);
      default -> throw new IllegalArgumentException("No system " + system);
    };
  }

  private void serve(BufferedReader commands, PrintStream answers) throws IOException {
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      answers.println(answer(line.split(" ", 2)));
      answers.flush();
    }
  }

  private String answer(String[] command) {
    String argument = command.length > 1 ? command[1] : "";
    try {
      switch (command[0]) {
        case "load" -> peer.load(DuePlan.parse(argument).micros());
        case "every-second" -> peer.loadEverySecond(DuePlan.parse(argument).micros());
        case "go" -> peer.go();
        case "stand-by" -> peer.standBy();
        case "clear" -> observations.clear();
        case "dump" -> observations.dump(Path.of(argument));
        case "count" -> {
          return "ok " + observations.count();
        }
        default -> throw new IllegalArgumentException("No command " + command[0]);
      }
      return "ok";
    } catch (NotPossibleException e) {
      return "unsupported " + e.getMessage();
    } catch (Exception e) {
      e.printStackTrace();
      return "error " + String.valueOf(e).replace('\n', ' ');
    }
  }

  private static DatabaseClock clock(String url) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(url, Database.USER, Database.PASSWORD)) {
      return DatabaseClock.sample(connection);
    }
  }
}
