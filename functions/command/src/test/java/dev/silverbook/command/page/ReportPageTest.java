package dev.silverbook.command.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReportPageTest {

  private static final LocalDate DATE = LocalDate.parse("2026-01-30");
  private static final String NASTY = "</script><script>alert(1)</script><img src=x onerror=a()>";

  private static String page(LedgerEntry... entries) throws IOException {
    StringBuilder out = new StringBuilder();
    new ReportPage(
            new ReportData(
                "/out/_silverbook",
                "silverbook run ... --retry-failed",
                "",
                "1.0",
                Entries.NOW,
                List.of(entries),
                5),
            new BarPlots(Optional.empty()))
        .write(out);
    return out.toString();
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(text)
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }

  @Test
  void everythingIsInTheFile() throws IOException {
    String page = page(Entries.good(Entries.partition("demo", "BTC/USDT", DATE)));

    assertThat(page).startsWith("<!DOCTYPE html>").endsWith("</html>\n").doesNotContain("{{");
    assertThat(page)
        .doesNotContainPattern("<(link|script|img|iframe)[^>]*\\s(src|href)=")
        .doesNotContain("@import")
        .doesNotContain("url(");
    assertThat(page).contains("default-src 'none'");
  }

  @Test
  void onlyTheTwoScriptsOfTheProductMayRun() throws IOException {
    String page = page(Entries.good(Entries.partition("demo", "BTC/USDT", DATE)));
    List<String> scripts = found("<script>(.*?)</script>", page);

    assertThat(scripts).hasSize(2);
    assertThat(found("script-src ([^\"]*)\"", page))
        .containsExactly(
            PageResources.hash(scripts.get(0)) + " " + PageResources.hash(scripts.get(1)));
  }

  @Test
  void theLibraryKeepsItsLicence() throws IOException {
    assertThat(page())
        .contains("The MIT License (MIT)")
        .contains("Leon Sorokin")
        .contains("The above copyright notice and this permission notice");
  }

  @Test
  void namesAndMessagesCannotLeaveTheirData() throws IOException {
    LedgerEntry nasty =
        Entries.failed(
            Entries.partition(NASTY, NASTY, DATE), Failure.of(FailureReason.CORRUPT_FILE, NASTY));
    String page = page(nasty);

    assertThat(page).doesNotContain("alert(1)</script>").doesNotContain("<img");
    assertThat(found("<script>(.*?)</script>", page)).hasSize(2);
    Map<String, Object> overview =
        JSON.std.mapFrom(
            found("<script type=\"application/json\" id=\"overview\">(.*?)</script>", page).get(0));
    assertThat((Map<?, ?>) ((List<?>) overview.get("markets")).get(0))
        .extracting("exchange")
        .isEqualTo(NASTY);
    assertThat((Map<?, ?>) ((List<?>) overview.get("failures")).get(0))
        .extracting("message")
        .isEqualTo(NASTY);
  }

  @Test
  void everyMarketHasABlockAYearAndEveryDrawnPartitionOneOfItsOwn() throws IOException {
    String page =
        page(
            Entries.good(Entries.partition("demo", "A/B", LocalDate.parse("2025-12-31"))),
            Entries.good(Entries.partition("demo", "A/B", LocalDate.parse("2026-01-01"))),
            Entries.good(Entries.partition("demo", "C/D", LocalDate.parse("2026-01-01"))));

    assertThat(found("application/json\" id=\"([^\"]*)\"", page))
        .containsExactly(
            "overview", "days-0-2025", "days-0-2026", "days-1-2026", "bars-0", "bars-1", "bars-2");
  }

  @Test
  void aPageOfNothingIsAPage() throws IOException {
    assertThat(page()).contains("\"markets\":[]").endsWith("</html>\n");
  }
}
