package dev.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Ends the processes and then removes the files of this run, however the run ends. */
final class Cleanup {

  private static final Set<Process> PROCESSES = ConcurrentHashMap.newKeySet();
  private static final Set<Path> DIRECTORIES = ConcurrentHashMap.newKeySet();

  private static volatile boolean underWay;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::all, "cleanup"));
  }

  private Cleanup() {}

  /**
   * Takes charge of a process.
   *
   * @throws IllegalStateException if the run is being ended; the process is killed then
   */
  static void register(Process process) {
    PROCESSES.add(process);
    if (underWay) {
      process.destroyForcibly();
      throw new IllegalStateException("ended from outside");
    }
  }

  static void forget(Process process) {
    PROCESSES.remove(process);
  }

  static void register(Path directory) {
    DIRECTORIES.add(directory);
  }

  /** The processes that run now. */
  static List<Process> running() {
    return List.copyOf(PROCESSES);
  }

  /** Ends at once whatever was started after that list was taken. */
  static void killStartedAfter(List<Process> before) {
    running().stream()
        .filter(process -> !before.contains(process))
        .forEach(Process::destroyForcibly);
  }

  /** Removes a directory with all that is in it, if it is there. */
  static void delete(Path directory) {
    try {
      Files.walkFileTree(directory, new Removal());
    } catch (NoSuchFileException gone) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      DIRECTORIES.remove(directory);
    }
  }

  /** Whether the run is being ended from outside: what fails now says nothing. */
  static boolean isUnderWay() {
    return underWay;
  }

  private static void all() {
    underWay = true;
    PROCESSES.forEach(Process::destroyForcibly);
    for (Process process : PROCESSES) {
      try {
        process.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    DIRECTORIES.forEach(Cleanup::deleteWhileInUse);
  }

  /** The main thread may still write a file or two until it notices that the run is over. */
  private static void deleteWhileInUse(Path directory) {
    for (int attempt = 1; Files.exists(directory) && attempt <= 5; attempt++) {
      try {
        delete(directory);
      } catch (UncheckedIOException stillInUse) {
        Pause.millis(200);
      }
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
