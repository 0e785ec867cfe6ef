package dev.silverbook.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts do in each shell what a user expects of the tab key. */
final class CompletionCommandTest {

  @TempDir private Path directory;

  @Test
  void bashCompletesCommandsOptionsAndWords() throws Exception {
    assertThat(bash("silverbook", "")).contains("run", "status", "completion", "manual");
    assertThat(bash("silverbook", "stat")).containsExactly("status");
    assertThat(bash("silverbook", "run", "--work")).containsExactly("--workers");
    assertThat(bash("silverbook", "checkpoint", "export", "--checkp"))
        .containsExactly("--checkpoint-path");
  }

  @Test
  void zshTakesTheScriptFromAFileAndKnowsEveryCommand() throws Exception {
    Path script = script("zsh");

    assertThat(Files.readString(script)).startsWith("#compdef silverbook\n");
    List<String> told =
        shell(
            "zsh",
            "-f",
            "-c",
            "autoload -Uz compinit; compinit -D; source "
                + script
                + "; print ${_comps[silverbook]}; print -l ${(k)functions[(I)_silverbook*]}");
    assertThat(told)
        .contains("_silverbook", "_silverbook_run", "_silverbook_checkpoint_export")
        .startsWith("_silverbook");
  }

  @Test
  void fishCompletesCommandsOptionsAndWords() throws Exception {
    assertThat(fish("silverbook stat")).containsExactly("status");
    assertThat(fish("silverbook run --work")).containsExactly("--workers");
    assertThat(fish("silverbook run --background-encoding ")).containsExactly("auto", "off", "on");
    assertThat(fish("silverbook completion z")).containsExactly("zsh");
    assertThat(fish("silverbook checkpoint export --checkp")).containsExactly("--checkpoint-path");
    assertThat(fish("silverbook run --limit ")).isEmpty();
    Files.createFile(directory.resolve("wanted.yaml"));
    assertThat(fish("silverbook run --config wan")).containsExactly("wanted.yaml");
  }

  @Test
  void anotherShellIsRefusedWithThoseThatAreKnown() {
    Ran ran = Ran.in(directory, "completion", "tcsh");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("BASH, ZSH, FISH").contains("'tcsh'");
  }

  private Path script(String shell) throws IOException {
    Ran ran = Ran.in(directory, "completion", shell);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return Files.writeString(directory.resolve("script." + shell), ran.out());
  }

  /** What bash would propose for the last word. */
  private List<String> bash(String... words) throws IOException, InterruptedException {
    String array = "'" + String.join("' '", words) + "'";
    return shell(
        "bash",
        "--norc",
        "-c",
        // Only the tab key may set how proposals are inserted.
        "compopt() { :; }; source "
            + script("bash")
            + "; COMP_WORDS=("
            + array
            + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_silverbook silverbook"
            + " \"${COMP_WORDS[COMP_CWORD]}\"; printf '%s\\n' \"${COMPREPLY[@]}\"");
  }

  /** What fish would propose for the end of that line, sorted. */
  private List<String> fish(String line) throws IOException, InterruptedException {
    return shell(
            "fish",
            "--no-config",
            "-c",
            "source " + script("fish") + "; complete -C '" + line + "'")
        .stream()
        .map(proposal -> proposal.split("\t", -1)[0])
        .sorted()
        .toList();
  }

  private List<String> shell(String... command) throws IOException, InterruptedException {
    assumeThat(installed(command[0])).as(command[0] + " is installed").isTrue();
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("HOME", directory.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().filter(line -> !line.isBlank()).toList();
  }

  private static boolean installed(String program) {
    for (String place : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(place, program))) {
        return true;
      }
    }
    return false;
  }
}
