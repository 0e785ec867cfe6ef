package dev.silverbook.command.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.pipeline.ledger.LedgerEntry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints how large a page of 36,500 days is and how long a Chromium takes to open it, from the
 * navigation to the end of its load event, with everything drawn by script. Asked for by {@code
 * -Dsilverbook.report.loads=N}: N times each.
 */
@EnabledIfSystemProperty(named = "silverbook.report.loads", matches = "\\d+")
final class ReportLoadTest {

  @TempDir private Path directory;

  @Test
  void aHundredSymbolsOfAYear() throws IOException, InterruptedException {
    print("100 symbols x 365 days", 100, 365);
  }

  @Test
  void oneSymbolOfACentury() throws IOException, InterruptedException {
    print("1 symbol x 36,500 days", 1, 36_500);
  }

  private void print(String what, int symbols, int days) throws IOException, InterruptedException {
    StringBuilder page = new StringBuilder();
    ReportData data =
        new ReportData(
            "/out/_silverbook",
            "silverbook run",
            "",
            "1.0",
            Entries.NOW,
            Entries.many(symbols, days, LocalDate.parse("2026-02-28").minusDays(days - 1)),
            5);
    Path silver = directory.resolve("silver");
    for (LedgerEntry entry : data.plotted()) {
      new Bars(List.of("60s"), true)
          .write(silver.resolve(Entries.barsKey(entry.partition())), entry.partition().date());
    }
    new ReportPage(data, new BarPlots(Optional.of(Bars.store(silver)))).write(page);
    Path file = Files.writeString(directory.resolve("report.html"), page);
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%s: %.1f MB; opened in", what, page.length() / 1e6));
    for (int i = 0; i < Integer.getInteger("silverbook.report.loads"); i++) {
      Path profile = Files.createDirectory(directory.resolve("browser" + i));
      try (Browser browser = Browser.start(profile, 1400, 1000, false)) {
        line.append(String.format(Locale.ROOT, " %.0f", millis(browser, file.toUri())));
      }
    }
    System.out.println(line.append(" ms"));
  }

  private static double millis(Browser browser, URI page) throws IOException, InterruptedException {
    browser.open(page);
    assertThat(browser.complaints()).isEmpty();
    return ((Number) browser.value("performance.getEntriesByType('navigation')[0].loadEventEnd"))
        .doubleValue();
  }
}
