package dev.carillon.target;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a sender knows of the fire it delivers.
 *
 * @param fireId the same for every attempt of the fire, in every process
 * @param namespace namespace of the job
 * @param jobId id of the job
 * @param scheduledTime the instant for which the fire was planned
 * @param attempt number of this try, 1-based
 * @param type the CloudEvents {@code type}
 */
public record FireMessage(
    String fireId,
    String namespace,
    String jobId,
    Instant scheduledTime,
    int attempt,
    String type) {

  /** The CloudEvents {@code type} of every fire. */
  public static final String EVENT_TYPE = "dev.carillon.fire.v1";

  /** The CloudEvents {@code type} of the report of a fire that failed. */
  public static final String FAILED_TYPE = "dev.carillon.fire.failed.v1";

  /** A fire, not the report of one. */
  public FireMessage(
      String fireId, String namespace, String jobId, Instant scheduledTime, int attempt) {
    this(fireId, namespace, jobId, scheduledTime, attempt, EVENT_TYPE);
  }

  /**
   * The CloudEvents 1.0 attributes of the fire, without the prefix that a protocol binding puts
   * before their names. All but {@code attempt}, an extension, are the same for every attempt.
   */
  public Map<String, String> cloudEventAttributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("specversion", "1.0");
    attributes.put("id", fireId);
    attributes.put("type", type);
    attributes.put("source", "/namespaces/" + segment(namespace) + "/jobs/" + segment(jobId));
    attributes.put("time", scheduledTime.toString());
    attributes.put("attempt", Integer.toString(attempt));
    return attributes;
  }

  private static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
