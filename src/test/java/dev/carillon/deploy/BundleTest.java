package dev.carillon.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.configuration.DurationConverter;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds however Carillon is installed. */
class BundleTest {

  private static final String BUNDLES = "dev.carillon.deploy.Bundle#all";

  @ParameterizedTest
  @MethodSource(BUNDLES)
  void isValidForKubernetes(Bundle bundle) throws Exception {
    assertThat(bundle.objects()).isNotEmpty();
    for (JsonNode object : bundle.objects()) {
      KubernetesModel.read(object);
    }
  }

  @ParameterizedTest
  @MethodSource(BUNDLES)
  void givesEveryObjectItsOwnName(Bundle bundle) {
    assertThat(bundle.objects())
        .extracting(object -> object.get("kind").asText() + "/" + name(object))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource(BUNDLES)
  void leadsTheServiceToThePods(Bundle bundle) {
    JsonNode labels = bundle.podTemplate().at("/metadata/labels");
    JsonNode port = bundle.the("Service").at("/spec/ports/0/targetPort");

    assertThat(bundle.the("Service").at("/spec/selector").properties())
        .isNotEmpty()
        .isSubsetOf(labels.properties());
    assertThat(bundle.the("Deployment").at("/spec/selector/matchLabels"))
        .isEqualTo(bundle.the("Service").at("/spec/selector"));
    assertThat(bundle.container().at("/ports/0/name")).isEqualTo(port);
  }

  @ParameterizedTest
  @MethodSource(BUNDLES)
  void refersToTheObjectsItBrings(Bundle bundle) {
    JsonNode pod = bundle.podTemplate().get("spec");
    JsonNode password = bundle.container().at("/env/0/valueFrom/secretKeyRef");

    assertThat(bundle.container().at("/envFrom/0/configMapRef/name").asText())
        .isEqualTo(name(bundle.the("ConfigMap")));
    bundle
        .any("ServiceAccount")
        .ifPresent(a -> assertThat(pod.get("serviceAccountName").asText()).isEqualTo(name(a)));
    bundle
        .any("Secret")
        .ifPresent(
            secret -> {
              assertThat(password.get("name").asText()).isEqualTo(name(secret));
              assertThat(secret.get("stringData").has(password.get("key").asText())).isTrue();
            });
  }

  @ParameterizedTest
  @MethodSource(BUNDLES)
  void grantsAPodNothingItDoesNotNeed(Bundle bundle) {
    JsonNode pod = bundle.podTemplate().get("spec");
    JsonNode container = bundle.container().get("securityContext");

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(pod.get("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(container.get("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(container.at("/capabilities").has("add")).isFalse();
    bundle
        .any("ServiceAccount")
        .ifPresent(
            a -> assertThat(a.get("automountServiceAccountToken").asBoolean(true)).isFalse());
  }

  @ParameterizedTest
  @MethodSource(BUNDLES)
  void asksTheHealthOfTheApplication(Bundle bundle) {
    JsonNode container = bundle.container();

    assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
    assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
    assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
  }

  @ParameterizedTest
  @MethodSource(BUNDLES)
  void leavesAStoppingPodTheTimeToDrain(Bundle bundle) {
    var drain =
        new DurationConverter()
            .convert(bundle.the("ConfigMap").at("/data/CARILLON_SHUTDOWN_TIMEOUT").asText());
    long grace = bundle.podTemplate().at("/spec/terminationGracePeriodSeconds").asLong();

    assertThat(grace).isGreaterThan(drain.toSeconds());
  }

  /** Kubernetes would set CARILLON_PORT and the like for a Service called carillon. */
  @ParameterizedTest
  @MethodSource(BUNDLES)
  void keepsServiceLinksOutOfTheConfiguration(Bundle bundle) {
    assertThat(bundle.podTemplate().at("/spec/enableServiceLinks").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @MethodSource(BUNDLES)
  void namesOnlyKeysThatQuarkusOrKafkaReads(Bundle bundle) throws Exception {
    Set<String> known = new HashSet<>(KnownKeys.ofQuarkus());
    known.addAll(KnownKeys.ofKafka());

    assertThat(bundle.variables())
        .filteredOn(name -> !name.startsWith("CARILLON_"))
        .isNotEmpty()
        .allMatch(known::contains, "known");
  }

  private static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }
}
