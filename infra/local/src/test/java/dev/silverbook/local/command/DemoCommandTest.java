package dev.silverbook.local.command;

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
        .containsPattern("2025-01-0[67]T\\S+Z +\\d+");
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
  void aDirectoryOfSomebodyElseIsNeverRemoved() throws IOException {
    Path precious = Files.createDirectories(directory.resolve("mine")).resolve("precious");
    Files.writeString(precious, "data");

    Ran ran = Ran.in(directory, "demo", "--output", "mine", "--force");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("was not made by silverbook demo");
    assertThat(precious).hasContent("data");
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
    Ran ran = Ran.in(directory, "generate", "--output", "lake", "--levels", "0");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("levels must be from 1 to 200, not 0");
  }
}
