package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.Presentation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** How much is said, in which form and in which colours. */
final class PresentationTest {

  private static final String RED = "\u001b[31m";
  private static final String ESCAPE = "\u001b";

  @TempDir private Path directory;

  @BeforeEach
  void aLakeWithABadFile() throws IOException {
    Path lake = directory.resolve("lake");
    BronzeFile.sound(lake, "GOOD~USDT");
    Files.writeString(
        Files.createDirectories(BronzeFile.day(lake, "BAD~USDT")).resolve("part.parquet"), "text");
  }

  @Test
  void quietLeavesTheResultAndWhatWentWrong() {
    Ran loud = Ran.in(directory, run("loud"));
    Ran quiet = Ran.in(directory, run("quiet", "--quiet"));

    assertThat(loud.err()).contains("processed  test GOOD/USDT").contains("failed     test BAD");
    assertThat(quiet.err()).doesNotContain("GOOD").contains("failed     test BAD/USDT");
    assertThat(quiet.err().lines()).hasSize(1);
    assertThat(quiet.out()).contains("processed  1").contains("NOT_PARQUET");
    assertThat(quiet.exitCode()).isEqualTo(1);
  }

  @Test
  void quietMayStandBeforeTheCommand() {
    List<String> arguments = new ArrayList<>(List.of("--quiet"));
    arguments.addAll(List.of(run("before")));

    assertThat(Ran.in(directory, arguments.toArray(String[]::new)).err()).doesNotContain("GOOD");
  }

  @Test
  void quietGeneratesInSilence() {
    Ran ran = Ran.in(directory, "generate", "--output", "made", "--rows", "10", "--quiet");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void nothingIsColouredInFilesAndPipes() {
    assertThat(Ran.in(directory, run("plain")).err()).doesNotContain(ESCAPE);
    assertThat(Ran.in(directory, "--help").out()).doesNotContain(ESCAPE);
  }

  @Test
  void aTerminalIsColouredUnlessTheEnvironmentOrTheUserSaysNo() {
    assertThat(onTerminal(Map.of(), run("a")).err()).contains(RED + "failed");
    assertThat(onTerminal(Map.of(), "--help").out()).contains(ESCAPE);
    assertThat(onTerminal(Map.of(), "fly").err()).startsWith(RED + "silverbook:");
    assertThat(onTerminal(Map.of("NO_COLOR", "1"), run("b")).err()).doesNotContain(ESCAPE);
    assertThat(onTerminal(Map.of("NO_COLOR", ""), run("c")).err()).contains(RED);
    assertThat(onTerminal(Map.of("CLICOLOR", "0"), run("d")).err()).doesNotContain(ESCAPE);
    assertThat(onTerminal(Map.of("TERM", "dumb"), run("e")).err()).doesNotContain(ESCAPE);
    assertThat(onTerminal(Map.of(), run("f", "--color", "never")).err()).doesNotContain(ESCAPE);
  }

  @Test
  void colourCanBeForcedAndTheOptionHasTheLastWord() {
    assertThat(Ran.in(directory, run("g", "--color=always")).err()).contains(RED + "failed");
    assertThat(elsewhere(Map.of("CLICOLOR_FORCE", "1"), run("h")).err()).contains(RED);
    assertThat(elsewhere(Map.of("CLICOLOR_FORCE", "0"), run("i")).err()).doesNotContain(ESCAPE);
    assertThat(elsewhere(Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1"), run("j")).err())
        .doesNotContain(ESCAPE);
    assertThat(onTerminal(Map.of("NO_COLOR", "1"), run("k", "--color=always")).err()).contains(RED);
  }

  @Test
  void everyCommandThatHasOneFormForMachinesHasTheOtherSpellingOfIt() {
    StringWriter nowhere = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(nowhere), new PrintWriter(nowhere), 0, directory, Clock.systemUTC());
    List<String> without = new ArrayList<>();
    collect(RootCommand.whole(console), without);

    assertThat(without).isEmpty();
  }

  private static void collect(CommandLine command, List<String> without) {
    if (command.getCommandSpec().findOption("--json")
        != null
        != (command.getCommandSpec().findOption("--output-format") != null)) {
      without.add(command.getCommandSpec().qualifiedName());
    }
    command.getSubcommands().values().forEach(below -> collect(below, without));
  }

  @Test
  void bothSpellingsSayTheSameAndMayNotContradictEachOther() {
    Ran.in(directory, run("out"));
    String json = Ran.in(directory, "status", "--output", "out", "--json").out();

    assertThat(json).startsWith("{");
    assertThat(Ran.in(directory, "status", "--output", "out", "--output-format", "json").out())
        .isEqualTo(json);
    assertThat(Ran.in(directory, "status", "--output", "out", "--output-format=text").out())
        .isEqualTo(Ran.in(directory, "status", "--output", "out").out());
    Ran both = Ran.in(directory, "status", "--output", "out", "--output-format=text", "--json");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).contains("contradict each other");
  }

  @Test
  void aSlipIsNamedWithWhatWasMeant() {
    assertThat(Ran.in(directory, "stauts").err()).contains("did you mean 'status'?");
    assertThat(Ran.in(directory, "checkpoint", "exprot").err()).contains("did you mean 'export'?");
    assertThat(Ran.in(directory, "run", "--inptu", "lake").err())
        .contains("'--inptu' is unknown; did you mean '--input'?");
    assertThat(Ran.in(directory, "--colour=never").err()).contains("did you mean '--color'?");
    assertThat(Ran.in(directory, "fly").err()).contains("'fly'").doesNotContain("did you mean");
  }

  private static String[] run(String output, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--input", "lake", "--output", output, "--workers", "1"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private Ran onTerminal(Map<String, String> environment, String... arguments) {
    return with(new Presentation(environment, true, true), arguments);
  }

  private Ran elsewhere(Map<String, String> environment, String... arguments) {
    return with(new Presentation(environment, false, false), arguments);
  }

  private Ran with(Presentation presentation, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        RootCommand.execute(
            new Console(
                new PrintWriter(out),
                new PrintWriter(err),
                0,
                directory,
                Clock.systemUTC(),
                () -> false,
                presentation),
            arguments);
    return new Ran(exitCode, out.toString(), err.toString());
  }
}
