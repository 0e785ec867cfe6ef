package dev.silverbook.command.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ReportDataTest {

  private static final LocalDate FIRST = LocalDate.parse("2026-01-30");
  private static final Failure CORRUPT =
      new Failure(
          FailureReason.CORRUPT_FILE,
          "a.parquet: damaged Parquet file",
          "a.parquet",
          OptionalLong.of(7));

  private static LedgerEntry good(String symbol, int day) {
    return Entries.good(Entries.partition("demo", symbol, FIRST.plusDays(day)));
  }

  private static ReportData data(int plots, LedgerEntry... entries) {
    return new ReportData(
        "/out/_silverbook", "silverbook run", "", "1.0", Entries.NOW, List.of(entries), plots);
  }

  @Test
  void everyDayFromTheFirstToTheLastHasALetter() {
    ReportData data =
        data(
            5,
            good("A/B", 0),
            Entries.degraded(
                Entries.partition("demo", "A/B", FIRST.plusDays(1)), "gaps: 2 gaps; up to 0"),
            Entries.failed(Entries.partition("demo", "A/B", FIRST.plusDays(3)), CORRUPT),
            Entries.running(
                Entries.partition("demo", "A/B", FIRST.plusDays(5)), Entries.NOW.plusSeconds(60)));

    assertThat(data.markets()).extracting(Market::states).containsExactly("gdmfmo");
    assertThat(data.markets().get(0).summary())
        .containsEntry("exchange", "demo")
        .containsEntry("symbol", "A/B")
        .containsEntry("first", FIRST.toEpochDay());
  }

  @Test
  void theSameSymbolAtTwoExchangesIsTwoMarkets() {
    ReportData data =
        data(
            5,
            Entries.good(Entries.partition("one", "A/B", FIRST)),
            Entries.good(Entries.partition("two", "A/B", FIRST)));

    assertThat(data.markets()).hasSize(2);
  }

  @Test
  void amountsAreThoseOfTheDaysThatWereProcessed() {
    LedgerEntry first = good("A/B", 0);
    LedgerEntry second = good("A/B", 1);
    long rows =
        first.stats().orElseThrow().rowsWritten() + second.stats().orElseThrow().rowsWritten();

    assertThat(
            data(
                    5,
                    first,
                    second,
                    Entries.failed(Entries.partition("demo", "A/B", FIRST.plusDays(3)), CORRUPT))
                .markets()
                .get(0)
                .summary())
        .containsEntry("rows", rows);
  }

  @Test
  void theNewestPartitionsAreDrawnAndTheOthersCounted() {
    Map<String, Object> overview =
        data(3, good("A/B", 0), good("A/B", 1), good("C/D", 0), good("C/D", 1)).overview();

    long newest = FIRST.plusDays(1).toEpochDay();
    assertThat(overview.get("plots"))
        .isEqualTo(List.of(List.of(0, newest), List.of(1, newest), List.of(0, FIRST.toEpochDay())));
    assertThat(overview).containsEntry("unplotted", 1L);
  }

  @Test
  void whatFailedIsNeverDrawn() {
    ReportData data = data(3, Entries.failed(Entries.partition("demo", "A/B", FIRST), CORRUPT));

    assertThat(data.plotted()).isEmpty();
  }

  @Test
  void aFailureHasReasonMessageAdviceObjectAndRow() {
    Map<String, Object> overview =
        data(3, Entries.failed(Entries.partition("demo", "A/B", FIRST), CORRUPT)).overview();

    assertThat((List<?>) overview.get("failures"))
        .singleElement()
        .isEqualTo(
            Map.of(
                "market",
                0,
                "day",
                FIRST.toEpochDay(),
                "status",
                "failed",
                "reason",
                "CORRUPT_FILE",
                "message",
                "a.parquet: damaged Parquet file",
                "advice",
                FailureReason.CORRUPT_FILE.advice(),
                "object",
                "a.parquet",
                "row",
                7L,
                "attempts",
                1));
  }

  @Test
  void degradedDaysComeWithTheirReasons() {
    Map<String, Object> overview =
        data(3, good("A/B", 0), Entries.degraded(Entries.partition("demo", "C/D", FIRST), "x: y"))
            .overview();

    assertThat(overview.get("degraded"))
        .isEqualTo(List.of(List.of(1, FIRST.toEpochDay(), List.of("x: y"))));
  }

  @Test
  void daysAreCutByYear() {
    Market market =
        new Market(List.of(good("A/B", 0), good("A/B", 1), good("A/B", 400), good("A/B", 401)));

    assertThat(market.years()).extracting(List::size).containsExactly(2, 2);
  }

  @Test
  void aColumnOfEqualValuesIsOneValue() {
    Map<String, Object> table =
        new DayTable(List.of(good("A/B", 0), good("A/B", 1), good("A/B", 2))).json();
    Map<?, ?> columns = (Map<?, ?>) table.get("columns");

    assertThat(table).containsEntry("count", 3);
    assertThat(columns.get("status")).isEqualTo("processed");
    assertThat(columns.get("rowsWithoutTime")).isEqualTo(0L);
    assertThat(((Map<?, ?>) columns.get("rowsRead")).get("by").toString().split(" ")).hasSize(3);
    assertThat(columns.get("rowsWritten")).isEqualTo(Map.of("like", "rowsRead"));
  }

  @Test
  void aDayWithoutStatisticsHasNulls() {
    List<LedgerEntry> entries = new ArrayList<>();
    entries.add(Entries.failed(Entries.partition("demo", "A/B", FIRST), CORRUPT));
    entries.add(good("A/B", 1));
    Map<?, ?> columns = (Map<?, ?>) new DayTable(entries).json().get("columns");

    assertThat(((Map<?, ?>) columns.get("rowsRead")).get("by").toString()).startsWith("_ ");
    assertThat(columns.get("status"))
        .isEqualTo(Map.of("of", List.of("failed", "processed"), "at", "0 1"));
  }

  @Test
  void timesOfADayAreCountedFromItsMidnight() {
    Map<?, ?> columns =
        (Map<?, ?>) new DayTable(List.of(good("A/B", 0), good("A/B", 1))).json().get("columns");

    assertThat(columns.containsKey("firstMicros")).isFalse();
    String[] millis = ((Map<?, ?>) columns.get("firstOfDay")).get("by").toString().split(" ");
    assertThat(Long.parseLong(millis[0], 36)).isBetween(0L, 999L);
  }
}
