package dev.silverbook.features;

import static dev.silverbook.features.AggressorSide.BUY;
import static dev.silverbook.features.AggressorSide.SELL;
import static dev.silverbook.features.AggressorSide.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.silverbook.features.quality.BookCounts;
import dev.silverbook.features.quality.DayStatistics;
import dev.silverbook.features.quality.Gap;
import dev.silverbook.features.quality.LatencyStatistics;
import dev.silverbook.features.quality.Measured;
import dev.silverbook.features.quality.Quality;
import dev.silverbook.features.quality.QualityReason;
import dev.silverbook.features.quality.QualityThresholds;
import dev.silverbook.features.quality.SideAgreement;
import dev.silverbook.features.quality.Threshold;
import dev.silverbook.features.quality.TradeCounts;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DayStatisticsTest {

  private static List<String> reasons(DayStatistics day, Map<String, Object> thresholds) {
    return judged(day, QualityThresholds.read(thresholds)).reasons().stream()
        .map(QualityReason::key)
        .toList();
  }

  private static DayStatistics withLatencies(long... micros) {
    FeatureEngine engine =
        new FeatureEngine(FeatureConfiguration.defaults(), InputColumns.ALL, false, Double.NaN);
    FeatureRow row = new FeatureRow(engine.schema());
    RawSnapshot snapshot = new RawSnapshot();
    for (int i = 0; i < micros.length; i++) {
      // The clock that drives must ascend; the exchange's may be anywhere.
      long capture = 1_000_000_000_000L * (i + 1);
      long exchange = Math.floorDiv(capture - micros[i], 1_000L);
      snapshot.set(exchange * 1_000 + micros[i], exchange, i);
      engine.onSnapshot(snapshot, row);
    }
    return engine.statistics();
  }

  @Test
  void gapsAreCountedAndTheTenLongestKeptLongestFirst() {
    Day day = new Day().configured(Map.of("max_gap_seconds", 10));
    double time = 0;
    for (int i = 1; i <= 12; i++) {
      day.top(time, 99, 1, 101, i);
      time += 10 + i;
    }
    DayStatistics measured = day.top(time, 99, 1, 101, 1).partition().measured();
    assertThat(measured.books().gaps()).isEqualTo(12);
    assertThat(measured.longestGaps()).hasSize(10);
    assertThat(measured.longestGaps().get(0))
        .isEqualTo(new Gap((long) ((time - 22) * 1e6), 22_000_000));
    assertThat(measured.longestGapSeconds()).isEqualTo(22);
    assertThat(reasons(measured, Map.of())).containsExactly("gaps");
    assertThat(reasons(measured, Map.of("gaps", 12))).isEmpty();
    assertThat(reasons(measured, Map.of("longest_gap_seconds", 21)))
        .containsExactly("gaps", "longest_gap");
  }

  @Test
  void quantilesOfLatencyAreWithinFourPerThousand() {
    Random random = new Random(3);
    long[] micros = random.longs(5_000, -2_000, 5_000_000).toArray();
    LatencyStatistics latency = withLatencies(micros).latency().orElseThrow();
    Arrays.sort(micros);
    assertThat(latency.minimumMillis()).isEqualTo(micros[0] / 1e3);
    assertThat(latency.maximumMillis()).isEqualTo(micros[4_999] / 1e3);
    double median = micros[2_499] / 1e3;
    double p99 = micros[4_949] / 1e3;
    assertThat(latency.medianMillis()).isCloseTo(median, within(median * 0.004));
    assertThat(latency.p99Millis()).isCloseTo(p99, within(p99 * 0.004));
    assertThat(latency.negative())
        .isEqualTo(Arrays.stream(micros).filter(value -> value < 0).count());
  }

  @Test
  void smallAndNegativeLatenciesAreExact() {
    LatencyStatistics latency = withLatencies(-100, -3, 0, 7, 255).latency().orElseThrow();
    assertThat(latency.medianMillis()).isZero();
    assertThat(latency.minimumMillis()).isEqualTo(-0.1);
    assertThat(latency.p99Millis()).isEqualTo(0.255);
    assertThat(latency.negativeShare()).isEqualTo(0.4);
  }

  @Test
  void withOneClockThereIsNoLatency() {
    FeatureEngine engine =
        new FeatureEngine(FeatureConfiguration.defaults(), InputColumns.ALL, false, Double.NaN);
    RawSnapshot snapshot = new RawSnapshot();
    snapshot.set(1, RawSnapshot.NULL, 1);
    engine.onSnapshot(snapshot, new FeatureRow(engine.schema()));
    assertThat(engine.statistics().latency()).isEmpty();
  }

  @Test
  void sidesAgreeWhenBuysAreAboveTheMidAndSellsBelow() {
    DayStatistics measured =
        new Day()
            .trade(0, 101, 1, BUY) // no mid yet
            .top(0, 99, 1, 101, 1)
            .trade(1, 101, 1, BUY)
            .trade(1, 99, 1, SELL)
            .trade(1, 99, 1, BUY)
            .trade(1, 100, 1, BUY) // at the mid: neither
            .trade(1, 99, 1, UNKNOWN)
            .partition()
            .measured();
    assertThat(measured.sides()).isEqualTo(new SideAgreement(3, 2));
    assertThat(measured.trades().unknownSide()).isEqualTo(1);
    assertThat(reasons(measured, Map.of())).containsExactly("unknown_sides");
  }

  @Test
  void invertedSidesShowOverAHundredTrades() {
    Day day = new Day().top(0, 99, 1, 101, 1);
    for (int i = 0; i < 100; i++) {
      day.trade(1, 99, 1, BUY);
    }
    DayStatistics measured = day.partition().measured();
    assertThat(judged(measured, QualityThresholds.defaults()).reasons())
        .singleElement()
        .hasToString(
            "sides_look_inverted: 0 of 100 trades, 0 %, are on their side of the last mid;"
                + " fewer than 50 % is too few");
  }

  @Test
  void aBookThatStandsStillAndCrossedBooksAreReasonsInWords() {
    Day day = new Day();
    for (int i = 0; i < 50; i++) {
      day.top(i * 10, 99, 1, 101, 1);
    }
    DayStatistics measured = day.top(495, 101, 1, 99, 1).partition().measured();
    assertThat(judged(measured, QualityThresholds.defaults()).reasons())
        .extracting(QualityReason::toString)
        .containsExactly(
            "stale_book: 490 s without any change of the book; up to 300 is good",
            "crossed_books: 1 of 51 books, 1.961 %, is crossed; up to 1 % is good");
    assertThat(reasons(measured, Map.of("first_row_seconds", 0, "last_row_seconds", 3600)))
        .contains("ends_early")
        .doesNotContain("starts_late");
  }

  @Test
  void otherMeasurementsAreJudgedOneByOne() {
    Quality quality = new Quality(QualityThresholds.defaults());
    quality.duplicateRows(1, 100);
    quality.filesIgnored(0);
    assertThat(quality.reasons()).isEmpty();
    quality.duplicateRows(2, 100);
    quality.rowsOutsideDay(2);
    quality.filesIgnored(2);
    assertThat(quality.reasons())
        .extracting(QualityReason::toString)
        .containsExactly(
            "duplicate_rows: 2 of 100 rows, 2 %, repeat others; up to 1 % is good",
            "rows_outside_day: 2 rows of another day; up to 0 is good",
            "files_ignored: 2 files were not read; up to 0 is good");
  }

  @Test
  void oneIsSpokenOfAsOne() {
    Quality quality = new Quality(QualityThresholds.defaults());
    quality.judge(
        new DayStatistics(
            OptionalLong.of(0),
            OptionalLong.of(1),
            new BookCounts(10, 1, 1, 1, 0, 1, 0),
            List.of(new Gap(0, 3_601_000_000L)),
            0,
            Optional.of(new LatencyStatistics(3, -1, 1, 1, 1, 1)),
            new TradeCounts(20, 0, 1),
            new SideAgreement(100, 1)),
        LocalDate.EPOCH);
    quality.duplicateRows(1, 1);
    quality.rowsOutsideDay(1);
    quality.filesIgnored(1);
    assertThat(quality.reasons())
        .extracting(QualityReason::toString)
        .containsExactly(
            "gaps: 1 gap longer than max_gap_seconds; up to 0 is good",
            "longest_gap: 3601 s is the longest gap, from 1970-01-01T00:00:00Z; up to 3600 is good",
            "crossed_books: 1 of 10 books, 10 %, is crossed; up to 1 % is good",
            "one_sided_books: 1 of 10 books, 10 %, is one-sided; up to 1 % is good",
            "empty_books: 1 of 10 books, 10 %, is empty; up to 1 % is good",
            "negative_latency: 1 of 3 snapshots, 33.333 %, was captured before the exchange's"
                + " time; up to 1 % is good",
            "unknown_sides: 1 of 20 trades, 5 %, has an unknown side; up to 1 % is good",
            "sides_look_inverted: 1 of 100 trades, 1 %, is on its side of the last mid; fewer than"
                + " 50 % is too few",
            "duplicate_rows: 1 of 1 row, 100 %, repeats another; up to 1 % is good",
            "rows_outside_day: 1 row of another day; up to 0 is good",
            "files_ignored: 1 file was not read; up to 0 is good");
  }

  @Test
  void whatIsMeasuredStandsBesideItsThreshold() {
    DayStatistics day = new Day().top(0, 99, 1, 101, 1).partition().measured();
    Quality quality = judged(day, QualityThresholds.read(Map.of("last_row_seconds", 600)));

    assertThat(quality.measured())
        .contains(
            new Measured(Threshold.GAPS, 0, 0, true),
            new Measured(Threshold.CROSSED_SHARE, 0, 0.01, true),
            new Measured(Threshold.LAST_ROW_SECONDS, 86_400, 600, false))
        .extracting(Measured::threshold)
        .doesNotHaveDuplicates()
        .doesNotContain(Threshold.LONGEST_GAP_SECONDS, Threshold.UNKNOWN_SIDES_SHARE);
    assertThat(quality.measured().stream().filter(measured -> !measured.good()))
        .hasSameSizeAs(quality.reasons());
  }

  private static Quality judged(DayStatistics day, QualityThresholds thresholds) {
    Quality quality = new Quality(thresholds);
    quality.judge(day, LocalDate.EPOCH);
    return quality;
  }
}
