package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCommandTest {

  @TempDir private Path directory;

  @Test
  void theDemoShowsResultsTwiceAndStartsAfreshOnlyWhenForced() throws IOException {
    Ran first = Ran.in(directory, "demo");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("Generated 69,120 snapshots")
        .contains("processed  4           69,120 rows")
        .contains("kyle_lambda")
        .contains("silverbook report --output " + directory.resolve("silverbook-demo"))
        .contains("silverbook inspect LAKE")
        .containsPattern("2025-01-0[67]T\\S+Z +\\d+");
    assertThat(Ran.in(directory, "status", "--output", "silverbook-demo").out())
        .as("most days are good, and one shows what degraded looks like")
        .contains(
            "Degraded days:\n"
                + "  demo ETH/USDT 2025-01-07  gaps: 1 gap longer than max_gap_seconds;"
                + " up to 0 is good\n\n");
    Path marker = Files.writeString(directory.resolve("silverbook-demo/bronze/seen-before"), "yes");

    Ran second = Ran.in(directory, "demo");
    assertThat(second.exitCode()).isZero();
    assertThat(second.out()).contains("The demo lake exists").contains("unchanged  4");
    assertThat(marker).exists();

    Ran forced = Ran.in(directory, "demo", "--force");
    assertThat(forced.out()).contains("Generated 69,120 snapshots").contains("processed  4");
    assertThat(marker).doesNotExist();
  }

  @Test
  void whatSomebodyPutBesideTheDemoOutlivesForce() throws IOException {
    assertThat(Ran.in(directory, "demo").exitCode()).isZero();
    Path demo = directory.resolve("silverbook-demo");
    Path notes = Files.writeString(demo.resolve("notes.txt"), "mine");
    Path query = Files.createDirectories(demo.resolve("queries")).resolve("a.sql");
    Files.writeString(query, "SELECT 1");
    Path inSilver = Files.writeString(demo.resolve("silver/left-over"), "demo");
    Path inState = Files.writeString(demo.resolve("_silverbook/left-over"), "demo");

    Ran forced = Ran.in(directory, "demo", "--force");

    assertThat(forced.exitCode()).as(forced.err()).isZero();
    assertThat(forced.out()).contains("processed  4");
    assertThat(notes).hasContent("mine");
    assertThat(query).hasContent("SELECT 1");
    assertThat(inSilver).doesNotExist();
    assertThat(inState).doesNotExist();
    assertThat(Ran.in(directory, "demo").out()).contains("unchanged  4");
  }

  @Test
  void anOutputThatIsAFileIsRefused() throws IOException {
    Files.writeString(directory.resolve("file"), "");

    for (String command : new String[] {"demo", "generate"}) {
      Ran ran = Ran.in(directory, command, "--output", "file");
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err())
          .contains("--output " + directory.resolve("file") + " cannot be a directory")
          .doesNotContain("Exception");
    }
  }

  @Test
  void aLakeWhoseDatasetIsAFileIsRefused() throws IOException {
    Path inTheWay = Files.createDirectories(directory.resolve("lake")).resolve("orderbook");
    Files.writeString(inTheWay, "");

    Ran ran = Ran.in(directory, "generate", "--output", "lake", "--rows", "10", "--force");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .contains("silverbook generate: ")
        .contains(inTheWay.toString())
        .contains("choose another --output")
        .doesNotContain("Exception");
    assertThat(inTheWay).hasContent("");
  }

  @Test
  void daysBeyondTheCalendarOfTheLayoutAreRefusedBeforeAnythingIsWritten() {
    Ran ran =
        Ran.in(directory, "generate", "--output", "lake", "--from", "9999-12-31", "--days", "3");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--from must leave all days between");
    assertThat(directory.resolve("lake")).doesNotExist();
  }

  @Test
  void aDirectoryOfSomebodyElseIsNeverRemoved() throws IOException {
    Path precious = Files.createDirectories(directory.resolve("mine")).resolve("precious");
    Files.writeString(precious, "data");

    Ran ran = Ran.in(directory, "demo", "--output", "mine", "--force");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("was not made by silverbook demo");
    assertThat(precious).hasContent("data");
  }

  @Test
  void aGeneratedLakeIsCounted() {
    Ran ran =
        Ran.in(
            directory,
            "generate",
            "--output",
            "lake",
            "--symbol",
            "BTC/USDT,ETH/USDT",
            "--days",
            "2",
            "--rows",
            "300",
            "--trades",
            "100",
            "--flawless");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("Generated 4 partitions: 1,200 snapshots and 400 trades");
  }

  @Test
  void aLakeThatIsThereIsReplacedOnlyWhenForced() {
    String[] generate = {"generate", "--output", "lake", "--rows", "10", "--trades", "0"};
    assertThat(Ran.in(directory, generate).exitCode()).isZero();

    Ran again = Ran.in(directory, generate);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("is already there; --force replaces it");
    assertThat(
            Ran.in(
                    directory,
                    "generate",
                    "--output",
                    "lake",
                    "--rows",
                    "10",
                    "--trades",
                    "0",
                    "--force")
                .exitCode())
        .isZero();
  }

  @Test
  void whatCannotBeGeneratedIsRefused() {
    assertGenerateRefuses("--exchange must be letters", "--exchange", "a b");
    assertGenerateRefuses("--symbol named twice in [A, A]", "--symbol", "A,A");
    assertGenerateRefuses("--days must be from 1 to 36525, not 0", "--days", "0");
    assertGenerateRefuses("--rows must be from 1 to 50000000, not 0", "--rows", "0");
    assertGenerateRefuses("--levels must be from 1 to 200, not 0", "--levels", "0");
    assertGenerateRefuses("--trades must be from 0 to 50000000, not -1", "--trades", "-1");
    assertGenerateRefuses("--segments must divide 1440, not 7", "--segments", "7");
    assertGenerateRefuses("--jitter must be at least 0 and below 1, not 1.0", "--jitter", "1");
    assertGenerateRefuses("--unsided must be from 0 to 1, not 2.0", "--unsided", "2");
  }

  private void assertGenerateRefuses(String message, String option, String value) {
    Ran ran = Ran.in(directory, "generate", "--output", "lake", option, value);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).startsWith("silverbook generate: " + message);
    assertThat(directory.resolve("lake")).doesNotExist();
  }
}
