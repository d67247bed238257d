package dev.carillon.deploy;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The objects that one installation applies. */
record Bundle(String name, List<JsonNode> objects) {

  /** Every way to install that the repository offers. */
  static Stream<Bundle> all() {
    return Stream.concat(
        Stream.of(ofManifests(), ofChart()),
        Directory.VALUE_SETS.files().stream().map(Bundle::ofChart));
  }

  /** The plain manifests, with the example of the Secret. */
  static Bundle ofManifests() {
    String yaml =
        Directory.MANIFESTS.files().stream()
            .filter(file -> !file.endsWith("kustomization.yaml"))
            .map(Bundle::text)
            .collect(joining("\n---\n"));
    return new Bundle("deploy/k8s", Yaml.documents(yaml));
  }

  /** The chart with its default values. */
  static Bundle ofChart() {
    return ofChart("defaults", helm().template());
  }

  /** The chart with the values of a file. */
  static Bundle ofChart(Path values) {
    return ofChart(values.getFileName().toString(), helm().template().withValuesFile(values));
  }

  /** The chart with one value that is not the default. */
  static Bundle ofChart(String value, Object setting) {
    return ofChart(value + "=" + setting, helm().template().set(value, setting));
  }

  /** The only object of its kind. */
  JsonNode the(String kind) {
    List<JsonNode> found = ofKind(kind).toList();
    if (found.size() != 1) {
      throw new IllegalStateException(name + " has " + found.size() + " of " + kind);
    }
    return found.get(0);
  }

  /** The object of its kind, where there is one. */
  Optional<JsonNode> any(String kind) {
    return ofKind(kind).findAny();
  }

  /** The pods that the Deployment makes. */
  JsonNode podTemplate() {
    return the("Deployment").at("/spec/template");
  }

  /** The only container of the pods. */
  JsonNode container() {
    return podTemplate().at("/spec/containers/0");
  }

  /** The names of all variables that the container gets, and of the keys they come from. */
  Set<String> variables() {
    Set<String> names = new TreeSet<>();
    the("ConfigMap").get("data").fieldNames().forEachRemaining(names::add);
    any("Secret").ifPresent(s -> s.get("stringData").fieldNames().forEachRemaining(names::add));
    for (JsonNode variable : container().get("env")) {
      names.add(variable.get("name").asText());
    }
    return names;
  }

  @Override
  public String toString() {
    return name;
  }

  private Stream<JsonNode> ofKind(String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
  }

  private static Helm helm() {
    return new Helm(Directory.CHART.path());
  }

  private static Bundle ofChart(String name, TemplateCommand template) {
    String yaml = template.withName("test").withNamespace("jobs").call();
    return new Bundle("helm/carillon, " + name, Yaml.documents(yaml));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
