package dev.carillon.api.problem;

import dev.carillon.fire.FireNotFoundException;
import dev.carillon.fire.FireStateException;
import dev.carillon.job.InvalidPolicyException;
import dev.carillon.job.JobExistsException;
import dev.carillon.job.JobNotFoundException;
import dev.carillon.job.JobStateException;
import dev.carillon.job.JobsExistException;
import dev.carillon.job.StaleVersionException;
import dev.carillon.job.UnreadableJobException;
import dev.carillon.scheduler.ClockNotReadyException;
import dev.carillon.target.InvalidTargetException;
import dev.carillon.trigger.InvalidTriggerException;
import dev.carillon.trigger.TriggerSearchException;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.hibernate.exception.JDBCConnectionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Which failure is which status. */
class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final String INVALID = "the request is not valid";

  @ServerExceptionMapper({
    InvalidRequestException.class,
    InvalidTriggerException.class,
    TriggerSearchException.class,
    InvalidTargetException.class,
    InvalidPolicyException.class
  })
  Response invalid(RuntimeException e) {
    return Problem.response(400, INVALID, Violations.of(e));
  }

  @ServerExceptionMapper
  Response tooLarge(BodyTooLargeException e) {
    return Problem.response(413, INVALID, new Violation("", String.valueOf(e.getMessage())));
  }

  @ServerExceptionMapper
  Response notFound(JobNotFoundException e) {
    return Problem.response(
        404, String.valueOf(e.getMessage()), new Violation("/id", String.valueOf(e.getMessage())));
  }

  @ServerExceptionMapper
  Response notFound(FireNotFoundException e) {
    return Problem.response(
        404,
        String.valueOf(e.getMessage()),
        new Violation("/fireId", String.valueOf(e.getMessage())));
  }

  @ServerExceptionMapper
  Response exists(JobExistsException e) {
    return Problem.response(
        409, String.valueOf(e.getMessage()), new Violation("/id", String.valueOf(e.getMessage())));
  }

  @ServerExceptionMapper
  Response exist(JobsExistException e) {
    return Problem.response(
        409,
        String.valueOf(e.getMessage()),
        e.taken().stream()
            .map(place -> new Violation("/jobs/" + place + "/id", "is taken already"))
            .toList());
  }

  @ServerExceptionMapper
  Response conflict(JobStateException e) {
    return Problem.response(
        409,
        String.valueOf(e.getMessage()),
        new Violation("/state", String.valueOf(e.getMessage())));
  }

  @ServerExceptionMapper
  Response conflict(FireStateException e) {
    return Problem.response(
        409,
        String.valueOf(e.getMessage()),
        new Violation("/state", String.valueOf(e.getMessage())));
  }

  @ServerExceptionMapper
  Response unreadable(UnreadableJobException e) {
    return Problem.response(409, String.valueOf(e.getMessage()));
  }

  @ServerExceptionMapper
  Response stale(StaleVersionException e) {
    return Problem.response(
        412,
        String.valueOf(e.getMessage()),
        new Violation(
            e.absenceDemanded() ? "/If-None-Match" : "/If-Match", String.valueOf(e.getMessage())));
  }

  @ServerExceptionMapper
  Response notReady(ClockNotReadyException e) {
    return unavailable("the database has not told its time yet");
  }

  /** What the framework refuses by itself: unknown path, method, media type. */
  @ServerExceptionMapper
  Response refused(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    Response problem = Problem.response(status, String.valueOf(e.getMessage()));
    Object allow = e.getResponse().getHeaders().getFirst(HttpHeaders.ALLOW);
    return allow == null
        ? problem
        : Response.fromResponse(problem).header(HttpHeaders.ALLOW, allow).build();
  }

  @ServerExceptionMapper
  Response failed(Throwable e) {
    if (isDatabaseAway(e)) {
      LOG.warnf("a request failed because the database is away: %s", e.getMessage());
      return unavailable("the database does not answer");
    }
    if (e instanceof UncheckedIOException) {
      LOG.debugf(e, "the body of a request broke off");
      return Problem.response(400, "the body broke off");
    }
    LOG.error("a request failed", e);
    return Problem.response(500, "an internal error, which is logged");
  }

  private static Response unavailable(String detail) {
    return Response.fromResponse(Problem.response(503, detail))
        .header(HttpHeaders.RETRY_AFTER, 5)
        .build();
  }

  /** Connection failures are SQLState class 08, or no state at all when the pool gave up. */
  private static boolean isDatabaseAway(Throwable failure) {
    return Stream.iterate(failure, t -> t != null, Throwable::getCause)
        .limit(20)
        .anyMatch(
            t ->
                t instanceof JDBCConnectionException
                    // Its connection went while it ran, and its own failure with it.
                    || t instanceof QuarkusTransactionException
                    || (t instanceof SQLException sql
                        && (sql.getSQLState() == null || sql.getSQLState().startsWith("08"))));
  }
}
