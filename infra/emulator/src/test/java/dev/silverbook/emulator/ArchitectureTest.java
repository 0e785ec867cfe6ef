package dev.silverbook.emulator;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.silverbook.benchmark.Benchmark;
import dev.silverbook.command.Silverbook;
import dev.silverbook.command.run.CheckpointContent;
import org.junit.jupiter.api.Test;

/** The rules of the house, in the one module that sees all others. */
final class ArchitectureTest {

  private static final String FEATURES = "dev.silverbook.features..";
  private static final String LAKE = "dev.silverbook.lake..";
  private static final String PIPELINE = "dev.silverbook.pipeline..";
  private static final String COMMAND = "dev.silverbook.command..";
  private static final String GENERATOR = "dev.silverbook.generator..";
  private static final String BENCHMARK = "dev.silverbook.benchmark..";
  private static final String AWS = "dev.silverbook.aws..";
  private static final String DISCOVERY = "dev.silverbook.discovery..";
  private static final String WORKER = "dev.silverbook.worker..";

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // Stand-ins come as a jar of their own once it is packaged.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.silverbook");

  @Test
  void theEngineDependsOnTheJavaLanguageAlone() {
    check(
        classes()
            .that()
            .resideInAPackage(FEATURES)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(FEATURES, "java..")
            .because(
                "whoever wants to check or reuse the numbers must be able to read the engine"
                    + " without any library"));
  }

  @Test
  void theLakeKnowsTheEngineAndNothingAboveIt() {
    check(
        noClasses()
            .that()
            .resideInAPackage(LAKE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PIPELINE, GENERATOR, COMMAND, AWS)
            .because("bytes and rows mean the same whatever is done with them"));
  }

  @Test
  void thePipelineKnowsNoPlaceItRunsIn() {
    check(
        noClasses()
            .that()
            .resideInAPackage(PIPELINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                COMMAND,
                "dev.silverbook.aws..",
                "dev.silverbook.discovery..",
                "dev.silverbook.worker..",
                "software.amazon..",
                "com.amazonaws..",
                "java.nio.file.spi..",
                "java.sql..",
                "org.sqlite..")
            .because(
                "the same pipeline runs on one machine, against an emulator and on AWS; what"
                    + " differs is behind ports"));
  }

  @Test
  void thePipelineKnowsNoFileFormat() {
    check(
        noClasses()
            .that()
            .resideInAPackage(PIPELINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.silverbook.lake.internal..", "org.apache.parquet..", "org.apache.avro..")
            .because("another codec must be able to take the place of this one at LakeFormat"));
  }

  @Test
  void nothingDependsOnTheCommand() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(COMMAND, BENCHMARK)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(COMMAND)
            .because("dependencies point one way: features, lake, pipeline, then the places"));
  }

  @Test
  void internalPackagesAreUsedByTheirOwnModuleOnly() {
    for (String module : new String[] {"features", "lake", "pipeline"}) {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackages("dev.silverbook." + module + "..", BENCHMARK)
              .should()
              .dependOnClassesThat()
              .resideInAPackage("dev.silverbook." + module + "..internal..")
              .because("what is internal may change without asking anybody"));
    }
  }

  @Test
  void onlyTheLedgerSpeaksSql() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.silverbook.command.ledger..", BENCHMARK)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..")
            .because("where entries are kept is the ledger's own affair"));
  }

  @Test
  void theCommandKnowsTheFunctionsByTheirQueuesOnly() {
    check(
        noClasses()
            .that()
            .resideInAPackage(COMMAND)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.silverbook.discovery..",
                "dev.silverbook.worker..",
                "dev.silverbook.aws.function..")
            .because(
                "the command shares the ports on AWS with the functions; what a deployed function"
                    + " does is asked of it, not repeated here"));
  }

  @Test
  void onlyTheAwsPackageSpeaksToAws() {
    check(
        noClasses()
            .that()
            .resideInAPackage(COMMAND)
            .and()
            .resideOutsideOfPackage("dev.silverbook.command.stack..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..")
            .because("a run on one machine must start without loading any of it"));
  }

  @Test
  void theAwsPortsKnowNoFunctionThatUsesThem() {
    check(
        noClasses()
            .that()
            .resideInAPackage(AWS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DISCOVERY, WORKER, COMMAND)
            .because("functions and command share the ports; what one of them does is its own"));
  }

  @Test
  void functionsAreDeployedOneByOne() {
    check(
        noClasses()
            .that()
            .resideInAPackage(DISCOVERY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(WORKER, COMMAND, "dev.silverbook.lake.internal..", "org.apache..")
            .because("discovery stays small: it names partitions and decodes none"));
    check(
        noClasses()
            .that()
            .resideInAPackage(WORKER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DISCOVERY, COMMAND)
            .because("what a worker is asked comes through its queue"));
  }

  @Test
  void onlyAdaptersSpeakToAws() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(AWS, DISCOVERY, WORKER, COMMAND, BENCHMARK)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "com.amazonaws..")
            .because("everything else is tested without any AWS endpoint"));
  }

  @Test
  void everyModuleIsSeen() {
    for (String module :
        new String[] {
          "features",
          "lake",
          "pipeline",
          "aws",
          "discovery",
          "worker",
          "generator",
          "command",
          "benchmark"
        }) {
      assertThat(PRODUCT.containPackage("dev.silverbook." + module)).as(module).isTrue();
    }
  }

  @Test
  void onlyCommandsReadOptions() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(COMMAND, BENCHMARK)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .because("the pipeline can be started by other means than a command line"));
  }

  @Test
  void namesSayWhatAThingDoes() {
    check(
        noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .because("such a name tells neither what a class does nor when it changes"));
  }

  @Test
  void theGeneratorMakesLakesAndKnowsNobodyWhoReadsThem() {
    check(
        noClasses()
            .that()
            .resideInAPackage(GENERATOR)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PIPELINE, AWS, DISCOVERY, WORKER, COMMAND)
            .because("a simulated lake that knew the pipeline would agree with its faults"));
  }

  @Test
  void whatShipsDoesNotNeedWhatProves() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(BENCHMARK)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BENCHMARK)
            .because("functions ships, infra proves"));
  }

  @Test
  void fieldsOfJsonAreReadInOnePlace() {
    for (String method : new String[] {"anyFrom", "mapFrom", "listFrom"}) {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackages(
                  "dev.silverbook.pipeline.json..",
                  // Its own lines, which it alone has written.
                  "dev.silverbook.pipeline.ledger..",
                  BENCHMARK)
              .and()
              // It keeps what other programs wrote, key by key, and says the line.
              .doNotHaveFullyQualifiedName(CheckpointContent.class.getName())
              .should()
              .callMethodWhere(target(owner(type(JSON.class))).and(target(name(method))))
              .because("every complaint names the field, what was expected and what was found"));
    }
  }

  @Test
  void nobodyEndsAProcessButItsEntryPoint() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Silverbook.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(Benchmark.class.getName())
            .should()
            .callMethod(System.class, "exit", int.class)
            .because("whoever calls a command from another program must survive it"));
  }

  private static void check(ArchRule rule) {
    rule.check(PRODUCT);
  }
}
