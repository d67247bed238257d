package dev.carillon.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who says how long the ledger of a job is kept: the job, else its namespace, else we. */
@Singleton
public class HistoryRules {

  private static final String OF_NAMESPACE = "SELECT history FROM namespace WHERE name = ?";

  private final JobStore jobs;
  private final ObjectMapper json;
  private final History configured;

  /**
   * @throws IllegalArgumentException if the configuration is out of the bounds of {@link History}
   */
  HistoryRules(JobStore jobs, ObjectMapper json, HistoryConfig config) {
    this.jobs = jobs;
    this.json = json;
    try {
      this.configured = new History(config.succeeded(), config.failed());
    } catch (InvalidPolicyException e) {
      throw new IllegalArgumentException(
          "carillon.history" + e.pointer().replace('/', '.') + ": " + e.getMessage(), e);
    }
  }

  /** What is left to say where neither job nor namespace say anything. */
  public Retention configured() {
    return retention(configured);
  }

  /**
   * How long rows of this job are kept, which may be deleted by now; served by the primary keys.
   *
   * @throws UnreadableJobException if the job or its namespace is not of a form that this version
   *     reads
   */
  public Retention of(Connection connection, UUID jobUid, String namespace) throws SQLException {
    String policies = jobs.policies(connection, jobUid);
    History job = policies == null ? History.DEFAULT : ofPolicies(policies);
    try (PreparedStatement statement = connection.prepareStatement(OF_NAMESPACE)) {
      statement.setString(1, namespace);
      try (ResultSet row = statement.executeQuery()) {
        History ofNamespace = row.next() ? read(row.getString(1)) : History.DEFAULT;
        return retention(job.or(effective(ofNamespace)));
      }
    }
  }

  /** What is in force in a namespace that says this. */
  History effective(History namespace) {
    return namespace.or(configured);
  }

  String write(History history) {
    try {
      return json.writeValueAsString(history);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a valid history could not be written as JSON", e);
    }
  }

  /** Reads a column; NULL says nothing. */
  History read(@Nullable String column) {
    try {
      return column == null ? History.DEFAULT : json.readValue(column, History.class);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  /** The one member of a job's policies; the others need not be readable. */
  private History ofPolicies(String column) {
    try {
      History history = json.treeToValue(json.readTree(column).path("history"), History.class);
      return Objects.requireNonNullElse(history, History.DEFAULT);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  private static UnreadableJobException unreadable(JsonProcessingException cause) {
    return new UnreadableJobException("the history cannot be read: " + cause.getMessage(), cause);
  }

  private static Retention retention(History complete) {
    return new Retention(
        Objects.requireNonNull(complete.succeeded()), Objects.requireNonNull(complete.failed()));
  }
}
