package dev.carillon.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/** The API of the application under test, as one caller in one namespace of its own sees it. */
public final class Application {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEST_URL = "test.url";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final JsonClient client;
  private final String namespace;

  /**
   * A caller in a namespace that no other has.
   *
   * @param name the beginning of the namespace's name
   */
  public Application(String name) {
    String url = ConfigProvider.getConfig().getValue(TEST_URL, String.class);
    client = new JsonClient(URI.create(url));
    namespace = name + "-" + Long.toString(System.nanoTime(), 36);
  }

  public String namespace() {
    return namespace;
  }

  public JsonClient client() {
    return client;
  }

  /** The path of a job, or of the list with an empty id, or of a verb with {@code id:verb}. */
  public String path(String idAndMore) {
    String jobs = "/v1/namespaces/" + namespace + "/jobs";
    return idAndMore.isEmpty() || idAndMore.startsWith("?")
        ? jobs + idAndMore
        : jobs + "/" + idAndMore;
  }

  /** Puts a job of this trigger and target, with further members as JSON text or none. */
  public JsonNode put(String id, String trigger, String target, String... members) {
    String more = members.length == 0 ? "" : ", " + String.join(", ", members);
    HttpResponse<String> answer =
        client.put(
            path(id), "{\"trigger\": %s, \"target\": %s%s}".formatted(trigger, target, more));
    require(answer);
    return json(answer);
  }

  /**
   * Removes the jobs of this namespace and their fires behind the application's back: over the API
   * each job with a fire under way takes as long as pods may start what they hold.
   */
  public void forget(DataSource database) throws SQLException {
    Sql sql = new Sql(database);
    sql.update("DELETE FROM job WHERE namespace = ?", namespace);
    sql.update("DELETE FROM fire WHERE namespace = ?", namespace);
  }

  /** Nothing starts in any process once this has returned. */
  public void pauseScheduler() {
    require(client.post("/v1/scheduler:pause", "{\"by\": \"test\"}"));
  }

  public void resumeScheduler() {
    require(client.post("/v1/scheduler:resume", "{\"by\": \"test\"}"));
  }

  private static void require(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
  }

  public JsonNode job(String id) {
    return json(client.get(path(id)));
  }

  public List<JsonNode> fires(String id) {
    JsonNode page = json(client.get(path(id + "/fires?pageSize=1000")));
    return StreamSupport.stream(page.path("fires").spliterator(), false).toList();
  }

  /** Waits until the job has fires of which all meet the condition. */
  public List<JsonNode> awaitFires(String id, int atLeast, Predicate<JsonNode> condition) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> fires(id).stream().filter(condition).toList(), found -> found.size() >= atLeast);
  }

  /** A fire in this state. */
  public static Predicate<JsonNode> state(String state) {
    return fire -> fire.path("state").asText().equals(state);
  }

  public static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + answer.body(), e);
    }
  }
}
