package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small generated lake that was run: 2 symbols, 2 days, with trades. */
final class ReportCommandTest {

  @TempDir private Path directory;

  @BeforeEach
  void run() {
    GeneratedLakes.twoMarkets(directory);
    Ran ran =
        Ran.in(
            directory,
            "run",
            "--input",
            "lake/orderbook",
            "--trades",
            "lake/trades",
            "--output",
            "out");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private Map<String, Object> block(Path page, String id) throws IOException {
    String text = Files.readString(page);
    String start = "<script type=\"application/json\" id=\"" + id + "\">";
    int from = text.indexOf(start);
    assertThat(from).as(id).isNotNegative();
    return JSON.std.mapFrom(text.substring(from + start.length(), text.indexOf("</script>", from)));
  }

  @Test
  void aRunBecomesAPageWithPlotsFromItsBars() throws IOException {
    Ran report = Ran.in(directory, "report", "--output", "out");

    Path page = directory.resolve("silverbook-report.html");
    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(report.out()).contains("Report of 4 partitions (").contains(page.toString());
    Map<String, Object> overview = block(page, "overview");
    assertThat((List<?>) overview.get("markets")).hasSize(2);
    assertThat((List<?>) overview.get("plots")).hasSize(4);
    assertThat(overview.get("ledger")).isEqualTo(directory.resolve("out/_silverbook").toString());
    Map<String, Object> bars = block(page, "bars-0");
    assertThat(bars).containsEntry("kind", "60s");
    Map<?, ?> series = (Map<?, ?>) bars.get("series");
    assertThat((List<?>) series.get("close_mid"))
        .hasSameSizeAs((List<?>) bars.get("end"))
        .anyMatch(Number.class::isInstance);
    assertThat((List<?>) series.get("buy_volume")).anyMatch(Number.class::isInstance);
  }

  @Test
  void aSelectionLimitsPageAndPlots() throws IOException {
    Ran report =
        Ran.in(
            directory,
            "report",
            "--output",
            "out",
            "--symbol",
            "ETH/USDT",
            "--from",
            "2025-01-07",
            "--html",
            "eth.html");

    assertThat(report.exitCode()).as(report.err()).isZero();
    Map<String, Object> overview = block(directory.resolve("eth.html"), "overview");
    assertThat(overview).containsEntry("selection", "ETH/USDT, from 2025-01-07");
    assertThat((List<?>) overview.get("plots")).hasSize(1);
  }

  @Test
  void plotsCanBeFewerOrNone() throws IOException {
    Ran.in(directory, "report", "--output", "out", "--plots", "0");

    Map<String, Object> overview = block(directory.resolve("silverbook-report.html"), "overview");
    assertThat((List<?>) overview.get("plots")).isEmpty();
    assertThat(overview).containsEntry("unplotted", 4);
  }

  @Test
  void anotherReportReplacesThePageAndLeavesNothingElse() throws IOException {
    Ran.in(directory, "report", "--output", "out");
    Ran again = Ran.in(directory, "report", "--output", "out");

    assertThat(again.exitCode()).as(again.err()).isZero();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("lake", "out", "silverbook-report.html");
    }
  }

  @Test
  void aLostOutputIsASentenceInThePage() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("out/silver/bars"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }

    Ran report = Ran.in(directory, "report", "--output", "out");

    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(block(directory.resolve("silverbook-report.html"), "bars-0").get("problem"))
        .asString()
        .contains("The ledger lists bars/exchange=demo/")
        .contains("Run again");
  }

  @Test
  void whatCannotBeDoneIsRefusedInOneLine() throws IOException {
    Files.writeString(directory.resolve("file"), "");
    assertRefused("report", "--output");
    assertRefused(
        "report --output nowhere", "there is no ledger in", "--output (or --state) of an earlier");
    assertRefused("report --output out --html out", "is a directory; give a file in it");
    assertRefused("report --output out --html none/report.html", "there is no directory");
    assertRefused("report --output out --plots -1", "--plots is -1; it must not be negative");
    assertRefused(
        "report --output out --from 2025-02-01 --to 2025-01-01", "--from 2025-02-01 is after");
    assertRefused(
        "report --output s3://silver", "has no directory for the ledger; give --table NAME");
    assertRefused("report --output s3://silver --table t --state s", "give one of them");
  }

  private void assertRefused(String line, String... expected) {
    Ran ran = Ran.in(directory, line.split(" "));
    assertThat(ran.exitCode()).as(line).isEqualTo(2);
    assertThat(ran.out()).as(line).isEmpty();
    assertThat(ran.err()).contains(expected);
    assertThat(directory.resolve("silverbook-report.html")).doesNotExist();
  }
}
