package dev.carillon.testing;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Command lines for a JVM like the one that runs the tests. */
final class JavaCommand {

  private JavaCommand() {}

  /** The running JVM's {@code java} with options before, and a main class or {@code -jar} after. */
  static List<String> of(List<String> options, List<String> mainAndArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(mainAndArguments);
    return command;
  }

  /**
   * The libraries of the test class path, without the project's own classes.
   *
   * <p>Surefire hides the class path in a manifest, but sets {@code java.class.path} to the whole.
   */
  static String librariesOfTests() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty("java.class.path"))
        .filter(entry -> entry.endsWith(".jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
