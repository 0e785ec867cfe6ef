package dev.silverbook.command.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What a reader sees and does, where this machine has a Chromium. */
@EnabledIf("isThereABrowser")
final class ReportInBrowserTest {

  private static final LocalDate FIRST = LocalDate.parse("2026-01-05");
  private static final List<String> PLOTS =
      List.of("mid", "spread", "impact", "volume", "volatility", "toxicity");

  /** Pixels that are neither text nor grid, which are grey. */
  private static final String INK =
      "(() => { const canvas = document.querySelector('%s'); const data ="
          + " canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data; let n ="
          + " 0; for (let i = 0; i < data.length; i += 4) { const most = Math.max(data[i], data[i +"
          + " 1], data[i + 2]), least = Math.min(data[i], data[i + 1], data[i + 2]); if (data[i +"
          + " 3] > 60 && most - least > 40) n++; } return n; })()";

  @TempDir private Path directory;

  static boolean isThereABrowser() {
    return Browser.program().isPresent();
  }

  private Browser browser(int width, boolean dark) throws IOException, InterruptedException {
    return Browser.start(Files.createDirectory(directory.resolve("browser")), width, 1000, dark);
  }

  private URI page(List<LedgerEntry> entries) throws IOException {
    Path silver = directory.resolve("silver");
    ReportData data =
        new ReportData("/out/_silverbook", "silverbook run", "", "1.0", Entries.NOW, entries, 5);
    for (LedgerEntry entry : data.plotted()) {
      new Bars(List.of("60s"), true)
          .write(silver.resolve(Entries.barsKey(entry.partition())), entry.partition().date());
    }
    StringBuilder out = new StringBuilder();
    new ReportPage(data, new BarPlots(Optional.of(Bars.store(silver)))).write(out);
    return Files.writeString(directory.resolve("report.html"), out).toUri();
  }

  private static List<LedgerEntry> sevenDays() {
    List<LedgerEntry> entries = new ArrayList<>();
    for (int day = 0; day < 7; day++) {
      entries.add(Entries.good(Entries.partition("demo", "BTC/USDT", FIRST.plusDays(day))));
    }
    entries.set(
        1,
        Entries.degraded(
            Entries.partition("demo", "BTC/USDT", FIRST.plusDays(1)),
            "longest_gap: 5000 seconds is the longest gap; up to 3600 is good"));
    return entries;
  }

  private static long ink(Browser browser, String canvas) throws IOException, InterruptedException {
    return ((Number) browser.value(INK.formatted(canvas))).longValue();
  }

  private static String shown(Browser browser) throws IOException, InterruptedException {
    return browser.text("document.getElementById('day-section').dataset.shown");
  }

  private static void clickDay(Browser browser, LocalDate date)
      throws IOException, InterruptedException {
    String spot = "window.silverbook.spot(0, " + date.toEpochDay() + ")";
    browser.click(
        ((Number) browser.value(spot + ".x")).doubleValue(),
        ((Number) browser.value(spot + ".y")).doubleValue());
  }

  private static void assertEveryPlotHasInk(Browser browser)
      throws IOException, InterruptedException {
    assertThat(browser.value("document.documentElement.dataset.ready")).isEqualTo("");
    for (String plot : PLOTS) {
      assertThat(ink(browser, "#plot-" + plot + " canvas")).as(plot).isGreaterThan(200);
    }
    assertThat(ink(browser, "#calendar canvas")).as("calendar").isGreaterThan(200);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void theNewestDayIsDrawn() throws IOException, InterruptedException {
    try (Browser browser = browser(1400, false)) {
      browser.open(page(sevenDays()));

      assertEveryPlotHasInk(browser);
      assertThat(shown(browser)).isEqualTo("0/2026-01-11");
    }
  }

  @Test
  void aDarkAndNarrowWindowShowsTheSame() throws IOException, InterruptedException {
    try (Browser browser = browser(420, true)) {
      browser.open(page(sevenDays()));

      assertEveryPlotHasInk(browser);
      assertThat(browser.text("getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(20, 23, 26)");
      assertThat(
              browser.value(
                  "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
          .isEqualTo(true);
    }
  }

  @Test
  void aClickOnADayShowsItsQualityAndItsPlots() throws IOException, InterruptedException {
    try (Browser browser = browser(1400, false)) {
      browser.open(page(sevenDays()));

      clickDay(browser, FIRST.plusDays(3));

      assertThat(shown(browser)).isEqualTo("0/2026-01-08");
      assertThat(browser.text("document.getElementById('day-title').textContent"))
          .isEqualTo("BTC/USDT, 2026-01-08, demo");
      assertThat(browser.text("document.getElementById('day-quality').textContent"))
          .contains("crossed")
          .contains("longest without change")
          .containsPattern("first2026-01-08 00:00:00")
          .containsPattern("last2026-01-08 23:59:59")
          .containsPattern("read8\\d\\d,\\d\\d\\dwritten8\\d\\d,\\d\\d\\d")
          .contains("orderbook columnscapture_time = capture_ts; levels = bids, asks")
          .doesNotContain("{");
      assertThat(browser.text("location.hash")).isEqualTo("#demo/BTC%2FUSDT/2026-01-08");
      assertEveryPlotHasInk(browser);
    }
  }

  @Test
  void aClickOnADegradedDayWithoutPlotsShowsWhyAndHowToDrawIt()
      throws IOException, InterruptedException {
    try (Browser browser = browser(1400, false)) {
      browser.open(page(sevenDays()));

      clickDay(browser, FIRST.plusDays(1));

      assertThat(shown(browser)).isEqualTo("0/2026-01-06");
      assertThat(browser.text("document.getElementById('day-words').textContent"))
          .contains("5000 seconds is the longest gap; up to 3600 is good");
      assertThat(browser.text("document.getElementById('day-figures').textContent"))
          .contains("--symbol 'BTC/USDT' --from 2026-01-06 --to 2026-01-06");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void keysMoveFromDayToDay() throws IOException, InterruptedException {
    try (Browser browser = browser(1400, false)) {
      browser.open(page(sevenDays()));
      browser.value("document.getElementById('calendar').focus()");

      browser.key("ArrowLeft", 37);
      assertThat(shown(browser)).isEqualTo("0/2026-01-10");
      browser.key("Home", 36);
      assertThat(shown(browser)).isEqualTo("0/2026-01-05");
      browser.key("ArrowLeft", 37);
      assertThat(shown(browser)).isEqualTo("0/2026-01-05");
      browser.key("End", 35);
      assertThat(shown(browser)).isEqualTo("0/2026-01-11");
      assertThat(browser.text("document.getElementById('calendar-said').textContent"))
          .isEqualTo("BTC/USDT 2026-01-11: good");
    }
  }

  @Test
  void namesAndMessagesAreTextAndNothingElse() throws IOException, InterruptedException {
    String nasty = "</script><script>window.hit=1</script><img src=x onerror=window.hit=1>";
    try (Browser browser = browser(1400, false)) {
      browser.open(
          page(
              List.of(
                  Entries.failed(
                      Entries.partition(nasty, nasty, FIRST),
                      Failure.of(FailureReason.CORRUPT_FILE, nasty)),
                  Entries.degraded(
                      Entries.partition(nasty, nasty, FIRST.plusDays(1)), nasty + ": " + nasty))));

      assertThat(browser.text("typeof window.hit")).isEqualTo("undefined");
      assertThat(browser.value("document.querySelectorAll('img').length")).isEqualTo(0);
      assertThat(browser.text("document.getElementById('failures').textContent")).contains(nasty);
      assertThat(browser.text("document.getElementById('degraded').textContent")).contains(nasty);
      assertThat(browser.text("document.getElementById('throughput').textContent")).contains(nasty);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void aCenturyIsAsLightAsAWeek() throws IOException, InterruptedException {
    try (Browser browser = browser(1400, false)) {
      browser.open(page(Entries.many(1, 36_500, LocalDate.parse("1926-02-01"))));
      assertEveryPlotHasInk(browser);
      assertThat(((Number) browser.value("document.querySelectorAll('*').length")).intValue())
          .isLessThan(2_000);

      browser.value("document.getElementById('calendar').focus()");
      browser.key("Home", 36);
      assertThat(shown(browser)).isEqualTo("0/1926-02-01");
      clickDay(browser, LocalDate.parse("1926-02-01"));
      assertThat(shown(browser)).isEqualTo("0/1926-02-01");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void aLedgerOfNothingSaysWhatToDo() throws IOException, InterruptedException {
    try (Browser browser = browser(1400, false)) {
      browser.open(page(List.of()));

      assertThat(browser.text("document.getElementById('nothing').textContent"))
          .isEqualTo(
              "The ledger has no partition yet. Run silverbook run first, then make the report"
                  + " again.");
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
