package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.fire.Fire;
import dev.carillon.fire.GivenBack;
import dev.carillon.fire.HeldStore;
import dev.carillon.fire.RecallStore;
import dev.carillon.job.JobStore;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import dev.carillon.testing.Sql;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a process looks at before it goes on starting what it holds. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
@TestProfile(PermitKeeperTest.LongLeases.class)
class PermitKeeperTest {

  /** No look comes so late on a busy machine that leases may have run out meanwhile. */
  public static final class LongLeases implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "carillon.dispatcher.max-in-flight", "0", "carillon.scheduler.lease-duration", "10m");
    }
  }

  @Inject Transactions transactions;
  @Inject SchedulerGate gate;
  @Inject HeldStore fires;
  @Inject RecallStore recalls;
  @Inject JobStore jobs;
  @Inject Messages messages;
  @Inject Receivers receivers;
  @Inject Dispatcher dispatcher;
  @Inject InFlight inFlight;
  @Inject Claimer claimer;
  @Inject SchedulerConfig config;
  @Inject DatabaseClock clock;
  @Inject AgroalDataSource database;

  private final Application application = new Application("permit");
  private final Agenda agenda = new Agenda();
  private final List<String> asked = new ArrayList<>();
  private final List<GivenBack> returned = new ArrayList<>();
  private PermitKeeper keeper;

  /** Has left what the test says. */
  private final class LeavingStarter extends Starter {
    LeavingStarter() {
      super(agenda, inFlight, messages, receivers, dispatcher, clock, config);
    }

    @Override
    synchronized List<GivenBack> takeReturned() {
      List<GivenBack> taken = List.copyOf(returned);
      returned.clear();
      return taken;
    }
  }

  /** Notes what it is asked for. */
  private final class NotedCheck extends HeldCheck {
    NotedCheck() {
      super(fires, jobs, clock);
    }

    @Override
    Found look(Connection connection, List<Held> held) throws SQLException {
      asked.clear();
      held.forEach(one -> asked.add(one.fire().jobId));
      return super.look(connection, held);
    }
  }

  @BeforeEach
  void open() {
    keeper =
        new PermitKeeper(
            transactions,
            gate,
            fires,
            recalls,
            new NotedCheck(),
            agenda,
            new LeavingStarter(),
            inFlight,
            new Wakeup(),
            config,
            clock);
  }

  @AfterEach
  void forget() throws SQLException {
    application.forget(database);
  }

  @Test
  void onlyWhatAChangeIsAboutIsLookedAt() throws SQLException {
    hold("one", "two", "three");

    keeper.renew();
    assertThat(asked).as("the first look").containsExactlyInAnyOrder("one", "two", "three");
    keeper.renew();
    assertThat(asked).as("nothing was changed").isEmpty();

    change("two");
    keeper.renew();
    assertThat(asked).containsExactly("two");
    assertThat(onAgenda()).containsExactlyInAnyOrder("one", "three");
    assertThat(application.fires("two").get(0).path("state").asText()).isEqualTo("PENDING");
    assertThat(agenda.all()).allMatch(held -> agenda.permit().covers(held, startableNow()));

    keeper.renew();
    assertThat(asked).as("it was looked at").isEmpty();
  }

  @Test
  void severalChangesAreLookedAtTogether() throws SQLException {
    hold("one", "two", "three");
    keeper.renew();

    change("one");
    change("three");
    change("three");
    keeper.renew();

    assertThat(asked).containsExactlyInAnyOrder("one", "three");
    assertThat(onAgenda()).containsExactly("two");
  }

  @Test
  void whereAChangeIsNotKnownAnyMoreEverythingIsLookedAt() throws SQLException {
    hold("one", "two", "three");
    keeper.renew();

    change("two");
    change("three");
    assertThat(
            new Sql(database)
                .update(
                    "DELETE FROM recalled_job WHERE version = (SELECT version - 1 FROM recall)"))
        .isEqualTo(1);
    keeper.renew();

    assertThat(asked).containsExactlyInAnyOrder("one", "two", "three");
    assertThat(onAgenda()).containsExactly("one");
  }

  @Test
  void whatComesOnTheAgendaAfterTheLookThatToldOfItIsLookedAt() throws SQLException {
    hold("one", "two");
    keeper.renew();
    Instant before = clock.instant();
    List<Claimed> late = claim("late");

    change("late");
    keeper.renew();
    agenda.add(late, before, before);
    assertThat(agenda.all())
        .filteredOn(held -> held.fire().jobId.equals("late"))
        .noneMatch(held -> agenda.permit().knows(held));
    keeper.renew();

    assertThat(asked).containsExactly("late");
    assertThat(onAgenda()).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void aRowThatIsLockedKeepsNoOtherFireFromStarting() throws SQLException {
    hold("one", "two", "three");
    keeper.renew();
    change("two");
    Fire locked =
        agenda.all().stream()
            .map(Held::fire)
            .filter(fire -> fire.jobId.equals("two"))
            .findFirst()
            .orElseThrow();

    Instant look = clock.instant();
    transactions.run(
        connection -> {
          Set<Fire> ours = fires.lockOurs(connection, List.of(locked));
          assertThat(ours).hasSize(1);
          return keeper.renew();
        });

    assertThat(asked).containsExactly("two");
    assertThat(agenda.all())
        .hasSize(3)
        .allMatch(
            held ->
                held.startableUntil().isAfter(StartPermit.from(look))
                    == !held.fire().jobId.equals("two"));
    keeper.renew();
    assertThat(onAgenda()).containsExactlyInAnyOrder("one", "three");
  }

  @Test
  void aStopGivesBackWhatIsHeldAndWhatTheStarterHasLeft() throws SQLException {
    hold("held", "left");
    Held left =
        agenda.all().stream()
            .filter(held -> held.fire().jobId.equals("left"))
            .findFirst()
            .orElseThrow();
    agenda.remove(List.of(left.fire()));
    Instant later = clock.instant().plusSeconds(3600);
    returned.add(new GivenBack(left.fire(), later, Starter.BUSY));

    keeper.release();

    assertThat(agenda.size()).isZero();
    JsonNode held = application.fires("held").get(0);
    assertThat(held.path("state").asText()).isEqualTo("PENDING");
    assertThat(Instant.parse(held.path("nextAttemptAt").asText())).isBefore(later);
    JsonNode busy = application.fires("left").get(0);
    assertThat(busy.path("state").asText()).isEqualTo("PENDING");
    assertThat(busy.path("reason").asText()).isEqualTo(Starter.BUSY);
    assertThat(Instant.parse(busy.path("nextAttemptAt").asText())).isEqualTo(later);
  }

  private void hold(String... ids) throws SQLException {
    Instant before = clock.instant();
    agenda.add(claim(ids), before, before);
  }

  private List<Claimed> claim(String... ids) throws SQLException {
    for (String id : ids) {
      application.put(id, "{\"type\": \"date\", \"runDate\": \"2020-01-01T00:00:00Z\"}", target(9));
    }
    List<Claimed> claimed =
        claimer.claim(500).fires().stream()
            .filter(one -> one.fire().namespace.equals(application.namespace()))
            .toList();
    assertThat(claimed).hasSize(ids.length);
    return claimed;
  }

  private void change(String id) {
    String body = "{\"target\": %s}".formatted(target(10));
    assertThat(application.client().patch(application.path(id), body).statusCode()).isEqualTo(200);
  }

  private static String target(int port) {
    return "{\"type\": \"http\", \"url\": \"http://127.0.0.1:%d/\"}".formatted(port);
  }

  private List<String> onAgenda() {
    return agenda.all().stream().map(held -> held.fire().jobId).toList();
  }

  /** An instant at which the permit of the latest look lasts, however slow the machine. */
  private Instant startableNow() {
    return agenda.permit().until().minusNanos(1);
  }
}
