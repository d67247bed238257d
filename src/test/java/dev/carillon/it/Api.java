package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.JsonClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** What the tests ask of the API in one namespace; every answer must be a success. */
final class Api {

  private final JsonClient client;
  private final String namespace;

  Api(JsonClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Path of the jobs of the namespace. */
  String jobs() {
    return "/v1/namespaces/" + namespace + "/jobs";
  }

  /** Path of one job. */
  String job(String id) {
    return jobs() + "/" + id;
  }

  /** Puts a job and returns it as stored. */
  JsonNode put(String id, String job) {
    return success(client.put(job(id), job));
  }

  JsonNode get(String id) {
    return success(client.get(job(id)));
  }

  JsonNode fire(String fireId) {
    return success(client.get("/v1/namespaces/" + namespace + "/fires/" + fireId));
  }

  /** All fires of a job, over all pages. */
  List<JsonNode> fires(String id) {
    List<JsonNode> fires = new ArrayList<>();
    String token = "";
    do {
      JsonNode page =
          success(
              client.get(
                  job(id)
                      + "/fires?pageSize=1000"
                      + (token.isEmpty() ? "" : "&pageToken=" + token)));
      Json.member(page, "fires").forEach(fires::add);
      token = page.path("nextPageToken").asText("");
    } while (!token.isEmpty() && !"null".equals(token));
    return fires;
  }

  private static JsonNode success(HttpResponse<String> response) {
    assertThat(response.statusCode())
        .as("%s: %s", response.request(), response.body())
        .isBetween(200, 299);
    return Json.parse(response.body());
  }
}
