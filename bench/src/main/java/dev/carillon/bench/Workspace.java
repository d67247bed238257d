package dev.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary directory for data and logs, removed at the end. */
record Workspace(Path root) implements AutoCloseable {

  static Workspace create() {
    try {
      Path root = Files.createTempDirectory("carillon-bench-");
      Cleanup.register(root);
      return new Workspace(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An existing directory in this one. */
  Path directory(String name) {
    try {
      return Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path log(String name) {
    return directory("logs").resolve(name + ".log");
  }

  @Override
  public void close() {
    Cleanup.delete(root);
  }
}
