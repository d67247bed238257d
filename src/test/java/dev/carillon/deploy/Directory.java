package dev.carillon.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory of the repository. */
record Directory(Path path) {

  static final Directory CHART = new Directory(Path.of("helm", "carillon"));
  static final Directory VALUE_SETS = new Directory(CHART.file("ci"));
  static final Directory MANIFESTS = new Directory(Path.of("deploy", "k8s"));

  Path file(String name) {
    return path.resolve(name);
  }

  /** The files directly in it, by name. */
  List<Path> files() {
    try (var files = Files.list(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies it, with all below it, to a directory that exists. */
  Directory copyTo(Path target) {
    try (var files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(path.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Directory(target);
  }
}
