package dev.carillon.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.ThreadPoolConfig;
import io.quarkus.runtime.logging.LogRuntimeConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Where the known keys come from, shown with mappings that Quarkus itself has. */
class KnownKeysTest {

  @Test
  void areTheMembersOfAMapping() {
    var classes =
        new ClassFileImporter().importClasses(ThreadPoolConfig.class, LogRuntimeConfig.class);

    assertThat(KnownKeys.of(classes))
        .containsKey("QUARKUS_THREAD_POOL_MAX_THREADS")
        .containsEntry("QUARKUS_THREAD_POOL_PREFILL", "true")
        .containsKey("QUARKUS_LOG_CONSOLE_LEVEL")
        .doesNotContainKey("QUARKUS_LOG_CONSOLE_LEVELS");
  }

  @Test
  void areTheInjectedProperties() {
    var classes = new ClassFileImporter().importClasses(Injected.class);

    assertThat(KnownKeys.of(classes)).containsOnlyKeys("A_FIELD", "A_PARAMETER");
    assertThat(KnownKeys.of(classes)).containsEntry("A_PARAMETER", "7s");
  }

  @Test
  void areThoseOfQuarkusThatItReadsAtRunTime() throws Exception {
    assertThat(KnownKeys.ofQuarkus())
        .contains("QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_HTTP_PORT")
        .doesNotContain("QUARKUS_DATASOURCE_DB_KIND");
  }

  static class Injected {

    @ConfigProperty(name = "a.field")
    final String field = "";

    Injected(@ConfigProperty(name = "a.parameter", defaultValue = "7s") String parameter) {}
  }
}
