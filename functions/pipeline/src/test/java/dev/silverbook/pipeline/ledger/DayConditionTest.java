package dev.silverbook.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.EngineCounts;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.quality.DayStatistics;
import dev.silverbook.features.quality.SideAgreement;
import dev.silverbook.lake.InputCount;
import dev.silverbook.pipeline.contract.SampleCounts;
import dev.silverbook.pipeline.ledger.PartitionStats.Cost;
import dev.silverbook.pipeline.ledger.PartitionStats.Read;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DayConditionTest {

  @Test
  void anOrdinaryDayIsGood() {
    assertThat(
            degradedBy(
                SampleCounts.of(1_000)
                    .locked(50)
                    .levelsDropped(7)
                    .trades(100)
                    .tradesUnknownSide(1)
                    .counts()))
        .isEmpty();
  }

  @Test
  void aFewUnusableBooksAreTolerated() {
    assertThat(degradedBy(SampleCounts.of(1_000).empty(10).oneSided(10).crossed(10).counts()))
        .isEmpty();
  }

  @Test
  void moreThanTheToleratedShareOfOneKindIsNot() {
    assertThat(degradedBy(SampleCounts.of(1_000).empty(11).oneSided(12).crossed(13).counts()))
        .containsExactly(
            "crossed_books: 13 of 1000 books, 1.3 %, are crossed; up to 1 % is good",
            "one_sided_books: 12 of 1000 books, 1.2 %, are one-sided; up to 1 % is good",
            "empty_books: 11 of 1000 books, 1.1 %, are empty; up to 1 % is good");
  }

  @Test
  void aDayWithoutOneUsableBookSaysSo() {
    assertThat(degradedBy(SampleCounts.of(3).empty(1).oneSided(1).crossed(1).counts()))
        .contains("no_usable_book: all 3 books are crossed, one-sided or empty");
  }

  @Test
  void gapsAndDroppedTradesAreCounted() {
    assertThat(degradedBy(SampleCounts.of(1_000).gaps(2).trades(100).tradesDropped(3).counts()))
        .containsExactly(
            "gaps: 2 gaps longer than max_gap_seconds; up to 0 is good",
            "trades_dropped: 3 trades without a usable price or amount");
  }

  @Test
  void oneIsSpokenOfAsOne() {
    assertThat(
            degradedBy(
                stats(
                    SampleCounts.of(1).empty(1).trades(1).tradesDropped(1).counts(), 1, 1, false)))
        .contains(
            "rows_without_time: 1 row dropped, clock is null",
            "trades_without_time: 1 trade dropped, clock is null",
            "no_usable_book: the only book is crossed, one-sided or empty",
            "trades_dropped: 1 trade without a usable price or amount");
  }

  @Test
  void missingTradesAndMissingTimesAreSaid() {
    EngineCounts good = SampleCounts.of(1_000).counts();

    assertThat(degradedBy(stats(good, 4, 5, true)))
        .containsExactly(
            "trades_missing: there is no trades object for this day",
            "rows_without_time: 4 rows dropped, clock is null",
            "trades_without_time: 5 trades dropped, clock is null");
  }

  @Test
  void whatIsCertainlyThereTwiceIsLeftOutAndTheDayIsGood() {
    EngineCounts good = SampleCounts.of(1_000).counts();
    Map<InputCount, Long> dropped =
        Map.of(InputCount.ROWS_DUPLICATE, 1_000L, InputCount.TRADES_DUPLICATE, 9L);

    assertThat(degradedBy(stats(good, 0, 0, false, dropped))).isEmpty();
  }

  @Test
  void moreThanAHundredthOfBooksThatRepeatOneOfTheirTimeIsNotGood() {
    EngineCounts good = SampleCounts.of(1_000).counts();

    assertThat(degradedBy(stats(good, 0, 0, false, Map.of(InputCount.ROWS_REPEATED, 10L))))
        .isEmpty();
    assertThat(degradedBy(stats(good, 0, 0, false, Map.of(InputCount.ROWS_REPEATED, 11L))))
        .containsExactly(
            "duplicate_rows: 11 of 1000 rows, 1.1 %, repeat others; up to 1 % is good");
  }

  private static List<String> degradedBy(EngineCounts engine) {
    return degradedBy(stats(engine, 0, 0, false));
  }

  private static List<String> degradedBy(PartitionStats stats) {
    return DayCondition.degradedBy(
        stats, LocalDate.of(2024, 8, 8), FeatureConfiguration.defaults().quality());
  }

  private static PartitionStats stats(
      EngineCounts engine, long rowsWithoutTime, long tradesWithoutTime, boolean tradesMissing) {
    return stats(engine, rowsWithoutTime, tradesWithoutTime, tradesMissing, Map.of());
  }

  private static PartitionStats stats(
      EngineCounts engine,
      long rowsWithoutTime,
      long tradesWithoutTime,
      boolean tradesMissing,
      Map<InputCount, Long> input) {
    return new PartitionStats(
        new Read(engine.rows() + rowsWithoutTime, rowsWithoutTime),
        new Read(engine.trades(), tradesWithoutTime),
        tradesMissing,
        engine.rows(),
        engine,
        Double.NaN,
        new Cost(1, 1, 1, 1, 1, 1),
        Optional.of(
            new DayStatistics(
                OptionalLong.empty(),
                OptionalLong.empty(),
                engine.books(),
                List.of(),
                0,
                Optional.empty(),
                engine.tradesSeen(),
                new SideAgreement(0, 0))),
        input,
        List.of(),
        Optional.empty());
  }
}
