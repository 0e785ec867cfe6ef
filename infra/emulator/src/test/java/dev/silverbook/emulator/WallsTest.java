package dev.silverbook.emulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls between the rooms inside each module, and how much a room may hold. */
final class WallsTest {

  private static final int MOST_TYPES_A_PACKAGE = 30;
  private static final int MOST_LINES_A_CLASS = 410;

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // Stand-ins come as a jar of their own once it is packaged.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.silverbook");

  /**
   * A room that must not know others.
   *
   * @param room below {@code dev.silverbook.}
   * @param closed what it must not know, below {@code dev.silverbook.}
   * @param reason why
   */
  record Wall(String room, List<String> closed, String reason) {
    @Override
    public String toString() {
      return room + " knows none of " + closed;
    }
  }

  static List<Wall> walls() {
    return List.of(
        new Wall(
            "lake.internal.bytes",
            List.of(
                "lake.internal.read",
                "lake.internal.shape",
                "lake.internal.write",
                "lake.internal.order",
                "lake.internal.rebuild",
                "lake.internal.repeat",
                "features"),
            "bytes mean nothing yet: both directions build on them"),
        new Wall(
            "lake.internal.read",
            List.of(
                "lake.internal.shape",
                "lake.internal.write",
                "lake.internal.order",
                "lake.internal.rebuild",
                "lake.internal.repeat"),
            "decoding a file must not depend on what is done with its rows"),
        new Wall(
            "lake.internal.shape",
            List.of(
                "lake.internal.write",
                "lake.internal.order",
                "lake.internal.rebuild",
                "lake.internal.repeat"),
            "how a book is spelled ends where a row of it is read"),
        new Wall(
            "lake.internal.write",
            List.of("lake.internal.order", "lake.internal.rebuild", "lake.internal.repeat"),
            "a writer takes rows as they come"),
        new Wall(
            "lake.internal.order",
            List.of("lake.internal.write", "lake.internal.rebuild", "lake.internal.repeat"),
            "sorting is between reading and the engine; nothing is written but scratch"),
        new Wall(
            "lake.internal.rebuild",
            List.of(
                "lake.internal.read",
                "lake.internal.shape",
                "lake.internal.write",
                "lake.internal.repeat"),
            "changes become books whatever file they come from"),
        new Wall(
            "lake.internal.repeat",
            List.of(
                "lake.internal.read",
                "lake.internal.shape",
                "lake.internal.write",
                "lake.internal.rebuild"),
            "what is there twice is so whatever file it comes from"),
        new Wall(
            "pipeline.json",
            List.of(
                "pipeline.failure",
                "pipeline.store",
                "pipeline.ledger",
                "pipeline.message",
                "pipeline.plan",
                "pipeline.work",
                "pipeline.verify",
                "lake",
                "features"),
            "a field is read alike whoever asks, so its reader knows nobody"),
        new Wall(
            "pipeline.failure",
            List.of(
                "pipeline.store",
                "pipeline.ledger",
                "pipeline.message",
                "pipeline.plan",
                "pipeline.work"),
            "why something failed is a value that every room can hold"),
        new Wall(
            "pipeline.store",
            List.of("pipeline.ledger", "pipeline.message", "pipeline.plan", "pipeline.work"),
            "what is there does not depend on what was done with it"),
        new Wall(
            "pipeline.ledger",
            List.of("pipeline.message", "pipeline.plan", "pipeline.work"),
            "the ledger holds the truth and does not know who asks"),
        new Wall(
            "pipeline.runs",
            List.of("pipeline.ledger", "pipeline.message", "pipeline.plan", "pipeline.work"),
            "a run's record does not count what became of partitions: the ledger's entries tell"),
        new Wall(
            "pipeline.message",
            List.of("pipeline.plan", "pipeline.work"),
            "a message is what planner and worker have in common"),
        new Wall(
            "pipeline.plan",
            List.of("pipeline.work"),
            "planning must be cheap and safe: nothing is processed on the way"),
        new Wall(
            "pipeline.work",
            List.of("pipeline.plan"),
            "a worker takes messages for hints, whoever planned them"),
        new Wall(
            "pipeline.work",
            List.of("pipeline.inspect", "pipeline.verify"),
            "the work does not know who looks at it"),
        new Wall(
            "pipeline.inspect",
            List.of("pipeline.message", "pipeline.verify"),
            "a look asks what is there and what would become of it, and nothing else"),
        new Wall(
            "pipeline.verify",
            List.of("pipeline.plan", "pipeline.message"),
            "a proof looks at what is there and at nothing that is to be done"),
        new Wall(
            "command.terminal",
            List.of(
                "command.files",
                "command.ledger",
                "command.run",
                "command.stack",
                "command.place",
                "command.report",
                "command.shell"),
            "text and numbers look the same in every command"),
        new Wall(
            "command.files",
            List.of("command.ledger", "command.run", "command.stack", "command.place"),
            "a store is a port; it is told where it is"),
        new Wall(
            "command.ledger",
            List.of("command.run", "command.stack", "command.place", "command.report"),
            "a ledger is a port; it is told where it is"),
        new Wall(
            "command.run",
            List.of("command.stack", "command.place", "command.report"),
            "the pipeline in one process can be started without a command line"),
        new Wall(
            "command.stack",
            List.of("command.files", "command.ledger", "command.run", "command.place"),
            "a deployed stack is operated from any machine, with nothing of a local run"),
        new Wall(
            "command.place",
            List.of("command.run", "command.report", "command.page", "command.inspect"),
            "where things are is known before anything is done"),
        new Wall(
            "command.inspect",
            List.of("command.ledger", "command.run", "command.report", "command.page"),
            "a look needs no ledger, and nothing is done on the way"),
        new Wall(
            "command.shell",
            List.of(
                "command.files",
                "command.ledger",
                "command.run",
                "command.stack",
                "command.place",
                "command.report",
                "command.page"),
            "completion and manual say what commands declare, not what they do"),
        new Wall(
            "command.page",
            List.of(
                "command.files",
                "command.ledger",
                "command.run",
                "command.stack",
                "command.place",
                "command.report"),
            "a page shows what it is given, wherever that came from"));
  }

  @ParameterizedTest
  @MethodSource("walls")
  void aRoomKnowsOnlyTheRoomsBelowIt(Wall wall) {
    noClasses()
        .that()
        .resideInAPackage("dev.silverbook." + wall.room() + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            wall.closed().stream()
                .map(room -> "dev.silverbook." + room + "..")
                .toArray(String[]::new))
        .because(wall.reason())
        .check(PRODUCT);
  }

  @Test
  void aRoomHoldsWhatAPersonCanKeepInMind() {
    Map<String, Long> types =
        PRODUCT.stream()
            .filter(type -> !type.getName().contains("$"))
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    type -> type.getPackageName(), TreeMap::new, Collectors.counting()));
    types.values().removeIf(number -> number <= MOST_TYPES_A_PACKAGE);
    assertThat(types).as("packages of more than " + MOST_TYPES_A_PACKAGE + " types").isEmpty();
  }

  @Test
  void noClassOutgrowsItsReader() throws IOException {
    Path root = Path.of(System.getProperty("silverbook.root", "../..")).toAbsolutePath();
    Map<String, Long> outgrown = new TreeMap<>();
    for (String module : List.of("functions", "infra")) {
      try (Stream<Path> files = Files.walk(root.resolve(module))) {
        for (Path file : files.filter(WallsTest::isMainCode).toList()) {
          try (Stream<String> lines = Files.lines(file)) {
            long count = lines.count();
            if (count > MOST_LINES_A_CLASS) {
              outgrown.put(root.relativize(file).toString(), count);
            }
          }
        }
      }
    }
    assertThat(outgrown).as("classes of more than " + MOST_LINES_A_CLASS + " lines").isEmpty();
  }

  private static boolean isMainCode(Path file) {
    String name = file.toString();
    return name.endsWith(".java") && name.contains("/src/main/java/");
  }
}
