package dev.silverbook.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages for {@code man}, made from what the commands declare. */
final class ManualCommandTest {

  @TempDir private Path directory;

  @Test
  void eachCommandHasAPageThatAllOthersCanFind() throws Exception {
    assertThat(Ran.in(directory, "manual", "--output", "man1").exitCode()).isZero();

    List<String> pages;
    try (Stream<Path> files = Files.list(directory.resolve("man1"))) {
      pages = files.map(file -> file.getFileName().toString()).toList();
    }
    assertThat(pages)
        .contains("silverbook.1", "silverbook-run.1", "silverbook-checkpoint-export.1");
    assertThat(directory.resolve("man1/silverbook.1"))
        .content()
        .contains(".SH EXIT STATUS", "\\fBsilverbook\\-run\\fR(1)");
  }

  @Test
  void aPageHasEveryOptionWithItsMeaningAndTheExamples() {
    String page = Ran.in(directory, "manual", "run").out();

    assertThat(page)
        .contains("\\fB\\-\\-workers\\fR=\\fIN\\fR")
        .contains("Default: the number of cores.")
        .contains("silverbook run \\-\\-input lake/orderbook");
  }

  @Test
  void aCommandThatIsNoneIsRefused() {
    assertThat(Ran.in(directory, "manual", "fly").err())
        .contains("there is no command 'fly'; silverbook --help lists the commands");
  }

  @Test
  void theFormatterOfManHasNothingToComplainOf() throws Exception {
    Path groff = Path.of("/usr/bin/groff");
    assumeThat(Files.isExecutable(groff)).as("groff is installed").isTrue();
    Ran.in(directory, "manual", "--output", "man1");

    try (Stream<Path> pages = Files.list(directory.resolve("man1"))) {
      for (Path page : pages.toList()) {
        Process process =
            new ProcessBuilder(groff.toString(), "-man", "-ww", "-Tascii", "-z", page.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).as(page.toString()).isEmpty();
      }
    }
  }
}
