package dev.silverbook.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.EngineCounts;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.quality.DayStatistics;
import dev.silverbook.features.quality.SideAgreement;
import dev.silverbook.lake.InputCount;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DayConditionTest {

  @Test
  void anOrdinaryDayIsGood() {
    assertThat(degradedBy(new EngineCounts(1_000, 0, 0, 0, 50, 0, 7, 100, 0, 1))).isEmpty();
  }

  @Test
  void aFewUnusableBooksAreTolerated() {
    assertThat(degradedBy(new EngineCounts(1_000, 10, 10, 10, 0, 0, 0, 0, 0, 0))).isEmpty();
  }

  @Test
  void moreThanTheToleratedShareOfOneKindIsNot() {
    assertThat(degradedBy(new EngineCounts(1_000, 11, 12, 13, 0, 0, 0, 0, 0, 0)))
        .containsExactly(
            "crossed_books: 13 of 1000, 1.3 %, books are crossed; up to 1 % is good",
            "one_sided_books: 12 of 1000, 1.2 %, books have one side; up to 1 % is good",
            "empty_books: 11 of 1000, 1.1 %, books are empty; up to 1 % is good");
  }

  @Test
  void aDayWithoutOneUsableBookSaysSo() {
    assertThat(degradedBy(new EngineCounts(3, 1, 1, 1, 0, 0, 0, 0, 0, 0)))
        .contains("no_usable_book: all 3 books are crossed, one-sided or empty");
  }

  @Test
  void gapsAndDroppedTradesAreCounted() {
    assertThat(degradedBy(new EngineCounts(1_000, 0, 0, 0, 0, 2, 0, 100, 3, 0)))
        .containsExactly(
            "gaps: 2 gaps longer than max_gap_seconds; up to 0 is good",
            "trades_dropped: 3 with an unusable price or amount");
  }

  @Test
  void missingTradesAndMissingTimesAreSaid() {
    EngineCounts good = new EngineCounts(1_000, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    assertThat(degradedBy(stats(good, 4, 5, true)))
        .containsExactly(
            "trades_missing: there is no trades object for this day",
            "rows_without_time: 4 dropped, clock is null",
            "trades_without_time: 5 dropped, clock is null");
  }

  @Test
  void whatIsCertainlyThereTwiceIsLeftOutAndTheDayIsGood() {
    EngineCounts good = new EngineCounts(1_000, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    Map<InputCount, Long> dropped =
        Map.of(InputCount.ROWS_DUPLICATE, 1_000L, InputCount.TRADES_DUPLICATE, 9L);

    assertThat(degradedBy(stats(good, 0, 0, false, dropped))).isEmpty();
  }

  @Test
  void moreThanAHundredthOfBooksThatRepeatOneOfTheirTimeIsNotGood() {
    EngineCounts good = new EngineCounts(1_000, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    assertThat(degradedBy(stats(good, 0, 0, false, Map.of(InputCount.ROWS_REPEATED, 10L))))
        .isEmpty();
    assertThat(degradedBy(stats(good, 0, 0, false, Map.of(InputCount.ROWS_REPEATED, 11L))))
        .containsExactly("duplicate_rows: 11 of 1000, 1.1 %, rows repeat; up to 1 % is good");
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
        engine.rows() + rowsWithoutTime,
        engine.rows(),
        rowsWithoutTime,
        engine,
        engine.trades(),
        tradesWithoutTime,
        tradesMissing,
        Double.NaN,
        1,
        1,
        1,
        1,
        1,
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
