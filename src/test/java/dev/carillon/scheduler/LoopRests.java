package dev.carillon.scheduler;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The loop has no room for any fire, so that what is claimed is claimed by the test. */
public class LoopRests implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("carillon.dispatcher.max-in-flight", "0");
  }
}
