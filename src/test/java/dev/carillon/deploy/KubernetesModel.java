package dev.carillon.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.util.Map;

/** The schema of the Kubernetes API, for the kinds that we use. */
final class KubernetesModel {

  private static final Map<String, Reader> KINDS =
      Map.of(
          "v1/Namespace", V1Namespace::fromJson,
          "v1/ServiceAccount", V1ServiceAccount::fromJson,
          "v1/ConfigMap", V1ConfigMap::fromJson,
          "v1/Secret", V1Secret::fromJson,
          "v1/Service", V1Service::fromJson,
          "apps/v1/Deployment", V1Deployment::fromJson);

  private KubernetesModel() {}

  /**
   * Reads an object as the API would.
   *
   * @throws IllegalArgumentException if the kind is not known here, or a field is unknown, missing
   *     or of the wrong type
   */
  static void read(JsonNode object) throws IOException {
    String kind = object.path("apiVersion").asText() + "/" + object.path("kind").asText();
    Reader reader = KINDS.get(kind);
    if (reader == null) {
      throw new IllegalArgumentException(kind + " is none of " + KINDS.keySet());
    }
    reader.read(object.toString());
  }

  @FunctionalInterface
  private interface Reader {
    Object read(String json) throws IOException;
  }
}
