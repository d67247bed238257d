package dev.carillon.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.job.JobInput;
import dev.carillon.job.JobService;
import dev.carillon.job.Policies;
import dev.carillon.job.Precondition;
import dev.carillon.target.HttpTarget;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the job of the demonstration when dev mode starts. */
@ApplicationScoped
@IfBuildProfile("dev")
class DemoJob {

  void put(
      @Observes StartupEvent start,
      JobService jobs,
      ObjectMapper json,
      @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port) {
    String url = "http://127.0.0.1:" + port + DemoReceiver.PATH;
    HttpTarget target =
        new HttpTarget(
            "POST", url, Map.of(), json.getNodeFactory().textNode("ding"), Duration.ofSeconds(5));
    JobInput input =
        new JobInput(
            "Fires every five seconds to the receiver of dev mode.",
            Map.of("demo", "true"),
            json.createObjectNode().put("type", "interval").put("seconds", 5),
            null,
            target,
            Policies.DEFAULT);
    jobs.put("demo", "every-five-seconds", input, Precondition.NONE, true);
  }
}
