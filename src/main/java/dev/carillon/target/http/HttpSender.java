package dev.carillon.target.http;

import dev.carillon.target.Delivery;
import dev.carillon.target.FireMessage;
import dev.carillon.target.HttpTarget;
import dev.carillon.target.Receiver;
import dev.carillon.target.TargetSender;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Sends fires as HTTP requests, without blocking and without following redirects.
 *
 * <p>Made at startup: Vert.x ties a client to the context that makes it. One made by a request
 * would be closed with the HTTP server, before the scheduler has drained what is in flight.
 */
@Startup
@ApplicationScoped
class HttpSender implements TargetSender<HttpTarget> {

  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  /** How long a fire may wait for a connection: one is free or can be made when it starts. */
  private static final Duration CONNECTION_PATIENCE = Duration.ofSeconds(15);

  /**
   * Below the 5 s after which common servers close an idle connection: a request that meets the
   * close costs an attempt.
   */
  private static final int KEEP_ALIVE_SECONDS = 4;

  private final Vertx vertx;
  private final HttpClient client;
  private final Duration patience;
  private final int connections;

  @Inject
  HttpSender(Vertx vertx, HttpConfig config) {
    this(vertx, config, CONNECTION_PATIENCE);
  }

  HttpSender(Vertx vertx, HttpConfig config, Duration patience) {
    this.vertx = vertx;
    this.patience = patience;
    this.connections = config.connectionsPerOrigin();
    this.client =
        vertx
            .httpClientBuilder()
            .with(
                new HttpClientOptions()
                    .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                    .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                    .setName("carillon-fires"))
            .with(new PoolOptions().setHttp1MaxSize(connections))
            // Each exchange tells of its own failures. Without a handler Vert.x would log them as
            // errors of ours, and quote what the receiver said.
            .withConnectHandler(connection -> connection.exceptionHandler(ignored -> {}))
            .build();
  }

  @Override
  public Class<HttpTarget> targetType() {
    return HttpTarget.class;
  }

  /** As many as have a connection: what starts is sent, and waits for no other. */
  @Override
  public Receiver receiver(HttpTarget target) {
    return new Receiver(Origin.of(target.url()), connections);
  }

  @Override
  public CompletionStage<Delivery> send(FireMessage fire, HttpTarget target) {
    return new Exchange(vertx, client, patience, fire, target).start();
  }

  @PreDestroy
  void close() throws Exception {
    client.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }
}
