package dev.carillon.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The {@code carillon.*} keys, as an installation names them and as the application reads them. */
class CarillonKeysTest {

  private static final Pattern ROW =
      Pattern.compile("^\\| `(carillon\\.[a-z.-]+)` \\| `([^`]+)` \\|");

  private static final Map<String, String> KNOWN =
      KnownKeys.of(
          new ClassFileImporter()
              .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
              .importPackages("dev.carillon"));

  @ParameterizedTest
  @MethodSource("dev.carillon.deploy.Bundle#all")
  void areKnownToTheApplication(Bundle bundle) {
    assertThat(bundle.variables())
        .filteredOn(name -> name.startsWith("CARILLON_"))
        .isNotEmpty()
        .allMatch(KNOWN::containsKey, "known");
  }

  @Test
  void haveTheSameDefaultInTheChart() {
    JsonNode config = Bundle.ofChart().the("ConfigMap").get("data");

    assertThat(config.properties())
        .filteredOn(entry -> entry.getKey().startsWith("CARILLON_"))
        .allSatisfy(e -> assertThat(KNOWN).containsEntry(e.getKey(), e.getValue().asText()));
  }

  @Test
  void areInTheTableOfTheReadmeWithTheirDefaults() throws IOException {
    Map<String, String> table =
        Files.readAllLines(Path.of("README.md")).stream()
            .map(ROW::matcher)
            .filter(Matcher::find)
            .collect(Collectors.toMap(row -> variable(row.group(1)), row -> row.group(2)));

    Map<String, String> ours = new HashMap<>(KNOWN);
    ours.keySet().removeIf(name -> !name.startsWith("CARILLON_"));
    assertThat(table).isEqualTo(ours);
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
