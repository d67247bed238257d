package dev.carillon.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {

  private static final Path VALUES = Directory.CHART.file("values.yaml");

  @Test
  void passesHelmsStrictLint() {
    assertPasses(Directory.CHART);
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void passesHelmsStrictLintWithOtherValues(Path values, @TempDir Path copy) throws IOException {
    Directory chart = Directory.CHART.copyTo(copy);
    Files.writeString(chart.file("values.yaml"), Yaml.merged(VALUES, values));

    assertPasses(chart);
  }

  @ParameterizedTest
  @CsvSource({
    "replicaCount, -1",
    "replicaCount, two",
    "replicas, 2",
    "database.url, jdbc:postgresql://db/carillon",
    "database.existingSecret, No_Name",
    "scheduler.maxSleep, soon",
    "scheduler.maxSleep, 0s",
    "scheduler.lookAhead, -1s",
    "scheduler.maxHeld, 0",
    "scheduler.scanInterval, 0s",
    "scheduler.batchsize, 5",
    "dispatcher.maxInFlight, 0",
    "shutdownTimeoutSeconds, 20s",
    "logLevel, LOUD",
    "extraEnv[0].key, CARILLON_SHUTDOWN_TIMEOUT",
    "service.port, 65536",
  })
  void refusesAValueThatCannotBe(String value, String setting) {
    String member = value.replaceAll(".*\\.", "");

    assertThatThrownBy(() -> Bundle.ofChart(value, setting))
        .hasMessageContaining("values don't meet the specifications of the schema")
        .hasMessageContaining(member);
  }

  @Test
  void refusesAPasswordNextToASecret() {
    var template =
        new Helm(Directory.CHART.path())
            .template()
            .set("database.password", "secret")
            .set("database.existingSecret", "carillon-db");

    assertThatThrownBy(template::call).hasMessageContaining("password");
  }

  @Test
  void makesASecretOfAPasswordOnly() {
    assertThat(Bundle.ofChart().any("Secret")).isEmpty();
    assertThat(Bundle.ofChart("database.password", "abc").the("Secret").at("/stringData"))
        .hasToString("{\"QUARKUS_DATASOURCE_PASSWORD\":\"abc\"}");
  }

  @Test
  void leavesKafkaOutWhereThereIsNone() {
    assertThat(Bundle.ofChart().variables()).doesNotContain("KAFKA_BOOTSTRAP_SERVERS");
    assertThat(Bundle.ofChart("kafka.bootstrapServers", "kafka:9092").variables())
        .contains("KAFKA_BOOTSTRAP_SERVERS");
  }

  @ParameterizedTest
  @CsvSource({"logLevel, DEBUG", "database.password, abc"})
  void replacesThePodsWhenTheirConfigurationChanges(String value, String setting) {
    assertThat(annotations(Bundle.ofChart(value, setting)))
        .isNotEqualTo(annotations(Bundle.ofChart()));
  }

  /** Fields of the pod and of its container that do not depend on a choice of the operator. */
  @ParameterizedTest
  @CsvSource({
    "/spec/automountServiceAccountToken",
    "/spec/enableServiceLinks",
    "/spec/terminationGracePeriodSeconds",
    "/spec/securityContext",
    "/spec/volumes",
    "/spec/containers/0/name",
    "/spec/containers/0/ports",
    "/spec/containers/0/startupProbe",
    "/spec/containers/0/livenessProbe",
    "/spec/containers/0/readinessProbe",
    "/spec/containers/0/resources",
    "/spec/containers/0/securityContext",
    "/spec/containers/0/volumeMounts",
  })
  void makesThePodsOfThePlainManifests(String field) {
    JsonNode plain = Bundle.ofManifests().podTemplate().at(field);

    assertThat(plain.isMissingNode()).isFalse();
    assertThat(Bundle.ofChart().podTemplate().at(field)).isEqualTo(plain);
  }

  @Test
  void describesEveryValueInItsReadme() throws IOException {
    String readme = Files.readString(Directory.CHART.file("README.md"));

    assertThat(leaves("", Yaml.file(VALUES)))
        .allSatisfy(value -> assertThat(readme).contains("`" + value + "`"));
  }

  static Stream<Path> valueSets() {
    return Directory.VALUE_SETS.files().stream();
  }

  private static void assertPasses(Directory chart) {
    LintResult lint = new Helm(chart.path()).lint().strict().call();

    assertThat(lint.isFailed()).as(String.join("\n", lint.getMessages())).isFalse();
  }

  private static JsonNode annotations(Bundle bundle) {
    return bundle.podTemplate().at("/metadata/annotations");
  }

  private static List<String> leaves(String prefix, JsonNode values) {
    List<String> leaves = new ArrayList<>();
    for (var value : values.properties()) {
      String name = prefix + value.getKey();
      if (value.getValue().isEmpty() || name.equals("resources")) {
        leaves.add(name);
      } else {
        leaves.addAll(leaves(name + ".", value.getValue()));
      }
    }
    return leaves;
  }
}
