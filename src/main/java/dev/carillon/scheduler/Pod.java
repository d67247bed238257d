package dev.carillon.scheduler;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** This process: its name in leases and in the ledger. */
@ApplicationScoped
public class Pod {

  private static final int LONGEST_HOST = 50;
  private final String id;

  Pod(@ConfigProperty(name = "hostname") Optional<String> hostname) {
    String host = hostname.filter(name -> !name.isBlank()).orElse("pod");
    id =
        host.substring(0, Math.min(host.length(), LONGEST_HOST))
            + "-"
            + UUID.randomUUID().toString().substring(0, 8);
  }

  /** Another one each time a process starts: a lease of the process before is not ours. */
  public String id() {
    return id;
  }
}
