package dev.carillon;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/** The walls between the rooms, and what no room may do. */
class ArchitectureTest {

  private static final JavaClasses CARILLON =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.carillon");

  @Test
  void roomsUseOnlyTheRoomsBelowThem() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("trigger")
        .definedBy("dev.carillon.trigger..")
        .layer("target")
        .definedBy("dev.carillon.target")
        .layer("senders")
        .definedBy("dev.carillon.target.(*)..")
        .layer("event")
        .definedBy("dev.carillon.event")
        .layer("fire")
        .definedBy("dev.carillon.fire")
        .layer("job")
        .definedBy("dev.carillon.job")
        .layer("metrics")
        .definedBy("dev.carillon.metrics")
        .layer("scheduler")
        .definedBy("dev.carillon.scheduler")
        .layer("explain")
        .definedBy("dev.carillon.explain")
        .layer("api")
        .definedBy("dev.carillon.api..")
        .layer("health")
        .definedBy("dev.carillon.health")
        .layer("demo")
        .definedBy("dev.carillon.demo")
        .whereLayer("trigger")
        .mayNotAccessAnyLayer()
        .whereLayer("target")
        .mayNotAccessAnyLayer()
        .whereLayer("senders")
        .mayOnlyAccessLayers("target")
        .whereLayer("event")
        .mayNotAccessAnyLayer()
        .whereLayer("fire")
        .mayNotAccessAnyLayer()
        .whereLayer("job")
        .mayOnlyAccessLayers("trigger", "target", "event", "fire")
        .whereLayer("metrics")
        .mayOnlyAccessLayers("fire")
        .whereLayer("scheduler")
        .mayOnlyAccessLayers("job", "fire", "trigger", "target", "event", "metrics")
        .whereLayer("explain")
        .mayOnlyAccessLayers("scheduler", "job", "fire", "trigger")
        .whereLayer("api")
        .mayOnlyAccessLayers("scheduler", "explain", "job", "fire", "trigger", "target")
        .whereLayer("health")
        .mayOnlyAccessLayers("scheduler")
        .whereLayer("demo")
        .mayOnlyAccessLayers("job", "target")
        .check(CARILLON);
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching("dev.carillon.(*)..").should().beFreeOfCycles().check(CARILLON);
  }

  @Test
  void triggersUseTheJdkAlone() {
    noClasses()
        .that()
        .resideInAPackage("dev.carillon.trigger..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "dev.carillon.trigger..", "org.jspecify..")
        .check(CARILLON);
  }

  @Test
  void timeComesFromTheDatabaseAlone() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now", ZoneId.class)
        .orShould()
        .callMethod(ZoneId.class, "systemDefault")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callConstructor(java.util.Date.class)
        .check(CARILLON);
  }

  @Test
  void metersAreKnownInOneRoom() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.carillon.metrics")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.micrometer..")
        .check(CARILLON);
  }

  /** To show how far it is off; whatever is decided is decided by the database's. */
  @Test
  void onlyOneGaugeLooksAtTheWallClock() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Gauges")
        .should()
        .callMethod(io.micrometer.core.instrument.Clock.class, "wallTime")
        .check(CARILLON);
  }

  @Test
  void onlyTheClockCounts() {
    noClasses()
        .that()
        .doNotHaveSimpleName("DatabaseClock")
        .and()
        .doNotHaveSimpleName("LoopState")
        .and()
        .doNotHaveSimpleName("Scheduler")
        .should()
        .callMethod(System.class, "nanoTime")
        .check(CARILLON);
  }

  @Test
  void statusCodesOfErrorsAreKnownInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.carillon.api.problem..")
        .and()
        .resideInAPackage("dev.carillon..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(jakarta.ws.rs.ClientErrorException.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(jakarta.ws.rs.ServerErrorException.class)
        .check(CARILLON);
  }
}
