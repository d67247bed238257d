package dev.carillon.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlainManifestsTest {

  private static final JsonNode KUSTOMIZATION =
      Yaml.file(Directory.MANIFESTS.file("kustomization.yaml"));

  @Test
  void areAllInTheKustomizationButTheExamples() {
    var files =
        Directory.MANIFESTS.files().stream()
            .map(Path::getFileName)
            .map(Path::toString)
            .filter(name -> !name.equals("kustomization.yaml") && !name.endsWith(".example.yaml"))
            .toList();

    assertThat(KUSTOMIZATION.get("resources"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(files);
  }

  @Test
  void areNamedByTheirOrderAndKind() {
    assertThat(Directory.MANIFESTS.files())
        .filteredOn(file -> !file.endsWith("kustomization.yaml"))
        .allSatisfy(
            file -> {
              String kind = Yaml.file(file).get("kind").asText().toLowerCase(Locale.ROOT);
              assertThat(file.getFileName().toString())
                  .matches("\\d0-" + kind + "(\\.example)?\\.yaml");
            });
  }

  @Test
  void liveInTheirNamespace() {
    Bundle bundle = Bundle.ofManifests();
    String namespace = bundle.the("Namespace").at("/metadata/name").asText();

    assertThat(bundle.objects())
        .filteredOn(object -> !object.get("kind").asText().equals("Namespace"))
        .extracting(object -> object.at("/metadata/namespace").asText())
        .containsOnly(namespace);
  }

  @Test
  void runTheImageOfTheKustomizationAndTheChart() {
    JsonNode image = KUSTOMIZATION.at("/images/0");
    String name = image.get("name").asText() + ":" + image.get("newTag").asText();

    assertThat(Bundle.ofManifests().container().get("image").asText()).isEqualTo(name);
    assertThat(Bundle.ofChart().container().get("image").asText()).isEqualTo(name);
  }

  @Test
  void useTheFieldsThatKustomizeKnows() {
    assertThat(KUSTOMIZATION.get("apiVersion").asText())
        .isEqualTo("kustomize.config.k8s.io/v1beta1");
    assertThat(KUSTOMIZATION.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("apiVersion", "kind", "resources", "images");
    assertThat(KUSTOMIZATION.at("/images/0").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("name", "newName", "newTag");
  }

  @ParameterizedTest
  @MethodSource("dev.carillon.deploy.Bundle#all")
  void sayWhereTheMetricsAre(Bundle bundle) {
    JsonNode annotations = bundle.podTemplate().at("/metadata/annotations");

    assertThat(annotations.path("prometheus.io/scrape").asText()).isEqualTo("true");
    assertThat(annotations.path("prometheus.io/path").asText()).isEqualTo("/q/metrics");
    assertThat(annotations.path("prometheus.io/port").asText())
        .isEqualTo(bundle.container().at("/ports/0/containerPort").asText());
  }
}
