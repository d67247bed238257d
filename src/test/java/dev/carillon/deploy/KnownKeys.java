package dev.carillon.deploy;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The environment variables that a program reads as configuration, taken from the program. */
final class KnownKeys {

  private static final String QUARKUS_MODEL =
      "META-INF/quarkus-config-doc/quarkus-config-model.json";

  private KnownKeys() {}

  /** Of configuration mappings and injected properties, with their defaults. */
  static Map<String, String> of(JavaClasses classes) {
    Map<String, String> defaults = new HashMap<>();
    for (JavaClass type : classes) {
      if (type.isAnnotatedWith(ConfigMapping.class)) {
        ConfigClass.configClass(type.reflect())
            .getProperties()
            .forEach((key, value) -> defaults.put(variable(key), value == null ? "" : value));
      }
      injectionPoints(type)
          .flatMap(point -> point.tryGetAnnotationOfType(ConfigProperty.class).stream())
          .forEach(p -> defaults.put(variable(p.name()), p.defaultValue()));
    }
    return defaults;
  }

  /** Of the Quarkus extensions: those that are read when the application starts. */
  static Set<String> ofQuarkus() throws IOException {
    Set<String> variables = new HashSet<>();
    var loader = Thread.currentThread().getContextClassLoader();
    for (URL model : Collections.list(loader.getResources(QUARKUS_MODEL))) {
      try (InputStream in = model.openStream()) {
        for (JsonNode property : new ObjectMapper().readTree(in).findParents("phase")) {
          if (property.get("phase").asText().equals("RUN_TIME")) {
            variables.add(property.at("/path/environmentVariable").asText());
          }
        }
      }
    }
    return variables;
  }

  /** Of the Kafka producer: Quarkus hands it every {@code kafka.*} key. */
  static Set<String> ofKafka() {
    return ProducerConfig.configNames().stream()
        .map(name -> variable("kafka." + name))
        .collect(toUnmodifiableSet());
  }

  private static Stream<HasAnnotations<?>> injectionPoints(JavaClass type) {
    return Stream.concat(
        type.getFields().stream(),
        type.getCodeUnits().stream().flatMap(unit -> unit.getParameters().stream()));
  }

  private static String variable(String key) {
    return StringUtil.replaceNonAlphanumericByUnderscores(key).toUpperCase(Locale.ROOT);
  }
}
