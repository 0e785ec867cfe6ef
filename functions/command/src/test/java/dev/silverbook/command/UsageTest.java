package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be done is refused with exit code 2 and one line, and leaves no trace. */
final class UsageTest {

  @TempDir private Path directory;

  @BeforeEach
  void aLake() throws IOException {
    BronzeFile.sound(directory.resolve("lake"), "BTC~USDT");
  }

  @Test
  void noCommandShowsTheCommands() {
    Ran ran = Ran.in(directory);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("Usage: silverbook").contains("demo").contains("run");
  }

  @Test
  void helpHasExamplesAndExitCodes() {
    assertThat(Ran.in(directory, "--help").out()).contains("Examples:").contains("130");
    assertThat(Ran.in(directory, "run", "--help").out())
        .contains("silverbook run --input lake/orderbook --trades lake/trades --output out");
    assertThat(Ran.in(directory, "--version").out()).startsWith("silverbook ");
  }

  @Test
  void anInputThatDoesNotExist() {
    assertRefused(
        List.of("run", "--input", "nowhere", "--output", "out"),
        "--input " + directory.resolve("nowhere") + " does not exist; give the directory");
  }

  @Test
  void aTradesDirectoryThatDoesNotExist() {
    assertRefused(
        List.of("run", "--input", "lake", "--trades", "nowhere", "--output", "out"),
        "--trades " + directory.resolve("nowhere") + " does not exist");
  }

  @Test
  void anInputThatIsAFile() throws IOException {
    Files.writeString(directory.resolve("file"), "");
    assertRefused(List.of("run", "--input", "file", "--output", "out"), "is not a directory");
  }

  @Test
  void anOutputThatIsAFile() throws IOException {
    Files.writeString(directory.resolve("file"), "");
    assertRefused(List.of("run", "--input", "lake", "--output", "file"), "cannot be a directory");
  }

  @Test
  void noWorkers() {
    assertRefused(run("--workers", "0"), "--workers is 0; it must be at least 1");
  }

  @Test
  void workersThatAreNoNumber() {
    assertRefused(run("--workers", "many"), "--workers");
  }

  @Test
  void aLimitOfNothing() {
    assertRefused(run("--limit", "0"), "--limit is 0; it must be at least 1");
  }

  @Test
  void aDateThatIsNone() {
    assertRefused(run("--from", "2024-02-30"), "'2024-02-30' is not a date; write YYYY-MM-DD");
    assertRefused(run("--to", "yesterday"), "'yesterday' is not a date");
  }

  @Test
  void anEmptyRangeOfDays() {
    assertRefused(
        run("--from", "2024-08-09", "--to", "2024-08-08"),
        "--from 2024-08-09 is after --to 2024-08-08");
  }

  @Test
  void anOutputInsideTheInput() {
    assertRefused(List.of("run", "--input", "lake", "--output", "lake"), "overlap");
    assertRefused(List.of("run", "--input", "lake", "--output", "lake/out"), "overlap");
  }

  @Test
  void anInputInsideTheOutput() throws IOException {
    Files.createDirectories(directory.resolve("out/silver/orderbook/exchange=x"));
    assertThat(
            Ran.in(
                directory, "run", "--input", "out/silver/orderbook/exchange=x", "--output", "out"))
        .satisfies(
            ran -> {
              assertThat(ran.exitCode()).isEqualTo(2);
              assertThat(ran.err()).contains("overlap");
            });
  }

  @Test
  void anOverlapByASymbolicLink() throws IOException {
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("lake"));
    assertRefused(
        List.of("run", "--input", "link", "--output", "lake/out"),
        "overlap (they are " + directory.toRealPath().resolve("lake") + " and ");
  }

  @Test
  void tradesInsideTheInputOrTheOutput() throws IOException {
    Files.createDirectories(directory.resolve("trades"));
    assertRefused(
        List.of("run", "--input", "lake", "--trades", "lake", "--output", "out"), "overlap");
    assertRefused(
        List.of("run", "--input", "lake", "--trades", "trades", "--output", "trades"), "overlap");
  }

  @Test
  void aStateDirectoryInsideTheInput() {
    assertRefused(run("--state", "lake/state"), "overlap");
  }

  @Test
  void anOutputBesideTheInputInOneLakeIsFine() {
    Ran ran =
        Ran.in(
            directory,
            "plan",
            "--input",
            "lake/exchange=test",
            "--exchange-name",
            "test",
            "--output",
            "lake");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  @Test
  void anUnknownConfigurationKey() throws IOException {
    config("depth_levels: 20\nwindow_seconds: [5]\n");
    assertRefused(
        run("--config", "config.yaml"),
        directory.resolve("config.yaml") + " line 2: unknown configuration key 'window_seconds'");
  }

  @Test
  void aWindowOfNothing() throws IOException {
    config("# windows\nwindows_seconds: [5, 0]\n");
    assertRefused(
        run("--config", "config.yaml"), "config.yaml line 2: configuration key 'windows_seconds'");
  }

  @Test
  void aConfigurationKeyGivenTwice() throws IOException {
    config("depth_levels: 20\ndepth_levels: 10\n");
    assertRefused(run("--config", "config.yaml"), "config.yaml line 2: found duplicate key");
  }

  @Test
  void aConfigurationThatIsNoYaml() throws IOException {
    config("depth_levels: [20\nclock: capture\n");
    assertRefused(run("--config", "config.yaml"), "config.yaml line ");
    config("just a text");
    assertRefused(run("--config", "config.yaml"), "expected 'key: value' lines");
  }

  @Test
  void aConfigurationThatDoesNotExist() {
    assertRefused(run("--config", "none.yaml"), "none.yaml does not exist");
  }

  @Test
  void aCheckpointThatIsNone() throws IOException {
    Path checkpoint = Files.writeString(directory.resolve("cp.json"), "[]");
    assertRefused(run("--checkpoint-path", "cp.json"), checkpoint + " line 1");
    assertThat(checkpoint).hasContent("[]");
  }

  @Test
  void aCheckpointOrAConfigurationThatIsADirectory() {
    assertRefused(
        run("--checkpoint-path", "lake"),
        "--checkpoint-path " + directory.resolve("lake") + " is a directory; give a file");
    assertRefused(
        run("--config", "lake"),
        "--config " + directory.resolve("lake") + " is a directory; give a YAML or JSON file");
  }

  @Test
  void emptyValues() {
    for (String option :
        List.of("--trades", "--state", "--config", "--checkpoint-path", "--exchange", "--table")) {
      assertRefused(run(option, ""), option + " is empty; give a value");
    }
    assertRefused(List.of("run", "--input", "", "--output", "out"), "--input is empty");
    assertRefused(List.of("run", "--input", "lake", "--output", ""), "--output is empty");
    assertRefused(List.of("plan", "--input", "lake", "--output= "), "--output is empty");
    assertRefused(List.of("generate", "--output", ""), "--output is empty");
    assertRefused(List.of("demo", "--output", ""), "--output is empty");
    assertRefused(List.of("status", "--output", ""), "--output is empty");
    assertRefused(List.of("status", "--state", ""), "--state is empty");
    assertRefused(
        List.of("checkpoint", "export", "--output", "out", "--checkpoint-path", ""),
        "--checkpoint-path is empty");
  }

  @Test
  void emptyElementsOfAFilter() {
    assertRefused(run("--symbol", ","), "--symbol ',' has an empty element");
    assertRefused(run("--exchange", "test,,other"), "--exchange 'test,,other' has an empty");
    assertRefused(run("--symbol", "BTC/USDT,"), "--symbol 'BTC/USDT,' has an empty element");
  }

  @Test
  void anUnknownOption() {
    assertRefused(run("--colour"), "--colour");
  }

  @Test
  void statusWithoutALedger() {
    assertRefused(List.of("status", "--output", "out"), "there is no ledger in ");
  }

  @Test
  void theStackTraceIsShownOnlyOnRequest() throws IOException {
    config("depth_levels: 0\n");

    assertThat(Ran.in(directory, run("--config", "config.yaml").toArray(String[]::new)).err())
        .doesNotContain("\tat ");
    assertThat(
            Ran.in(directory, run("--config", "config.yaml", "--debug").toArray(String[]::new))
                .err())
        .contains("\tat dev.silverbook");
  }

  private void config(String text) throws IOException {
    Files.writeString(directory.resolve("config.yaml"), text);
  }

  private static List<String> run(String... more) {
    return Stream.concat(Stream.of("run", "--input", "lake", "--output", "out"), Stream.of(more))
        .toList();
  }

  private void assertRefused(List<String> arguments, String message) {
    Ran ran = Ran.in(directory, arguments.toArray(String[]::new));

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains(message).doesNotContain("\tat ");
    assertThat(directory.resolve("out")).doesNotExist();
    assertThat(directory.resolve("lake/out")).doesNotExist();
  }
}
