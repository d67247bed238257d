package dev.carillon.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Problem details of RFC 9457.
 *
 * @param type {@code about:blank}: the status says what kind of problem it is
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what went wrong, for a person
 * @param violations what is wrong with the request, member by member
 */
@Schema(description = "Problem details of RFC 9457.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    URI type, String title, int status, String detail, List<Violation> violations) {

  /** The media type of problem details. */
  public static final String MEDIA_TYPE = "application/problem+json";

  static Response response(int status, String detail, Violation... violations) {
    return response(status, detail, List.of(violations));
  }

  static Response response(int status, String detail, List<Violation> violations) {
    return Response.status(status)
        .type(MediaType.valueOf(MEDIA_TYPE))
        .entity(of(status, detail, violations))
        .build();
  }

  static Problem of(int status, String detail, List<Violation> violations) {
    Response.StatusType type = Response.Status.fromStatusCode(status);
    String title = type == null ? "Error" : type.getReasonPhrase();
    return new Problem(URI.create("about:blank"), title, status, detail, violations);
  }
}
