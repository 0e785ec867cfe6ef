package dev.silverbook.features;

import static dev.silverbook.features.AggressorSide.BUY;
import static dev.silverbook.features.AggressorSide.SELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.silverbook.features.bars.TooManyBarsException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BarsTest {

  private static final Offset<Double> EXACT = within(1e-12);
  private static final double DAY = 86_400;

  private static Day day(String bar) {
    return new Day().configured(Map.of("bars", List.of(bar)));
  }

  private static List<Object> column(Day.Result bars, String name) {
    return bars.rows().stream().map(bar -> bar.get(name)).toList();
  }

  @Test
  void aTimeBarHoldsWhatIsAfterItsStartUpToItsEnd() {
    Day.Result bars =
        day("60s")
            .trade(30, 100, 2, BUY)
            .top(30, 99, 1, 101, 3)
            .trade(60, 102, 1, SELL)
            .top(60, 109, 1, 111, 1)
            .top(61, 119, 1, 121, 1)
            .partition()
            .of(Dataset.BARS);
    assertThat(column(bars, "bar_end")).containsExactly(60_000_000L, 120_000_000L);
    assertThat(column(bars, "complete")).containsExactly(true, false);
    assertThat(column(bars, "rows")).containsExactly(2L, 1L);
    assertThat(bars.number(0, "open_mid")).isEqualTo(100);
    assertThat(bars.number(0, "close_mid")).isEqualTo(110);
    assertThat(bars.number(0, "coverage")).isEqualTo(0.5);
    assertThat(bars.number(0, "mean_mid")).isEqualTo(100);
    assertThat(bars.number(0, "mean_imbalance_1")).isEqualTo(-0.5);
    assertThat(bars.number(0, "vwap")).isCloseTo(302 / 3.0, EXACT);
    assertThat(bars.number(0, "tfi")).isCloseTo(1 / 3.0, EXACT);
    // The book of 60 holds at 60: it opens the next bar.
    assertThat(bars.number(1, "open_mid")).isEqualTo(110);
    assertThat(bars.number(1, "low_mid")).isEqualTo(110);
    assertThat(bars.number(1, "mean_mid")).isEqualTo(110);
    assertThat(bars.number(1, "log_return")).isCloseTo(Math.log(12 / 11.0), EXACT);
  }

  @Test
  void emptyBarsAreThereWithinTheDayAndNothingHoldsAcrossAGap() {
    Day.Result bars =
        day("60s").top(30, 99, 1, 101, 1).top(400, 109, 1, 111, 1).partition().of(Dataset.BARS);
    assertThat(bars.rows()).hasSize(7);
    assertThat(column(bars, "rows")).containsExactly(1L, 0L, 0L, 0L, 0L, 0L, 1L);
    assertThat(bars.value(1, "open_mid")).isNull();
    assertThat(bars.number(1, "coverage")).isZero();
    assertThat(bars.value(1, "mean_mid")).isNull();
    assertThat(bars.value(6, "log_return")).isNull();
    // What the last usable row said is known, gap or not.
    assertThat(bars.number(3, "spread_percentile")).isEqualTo(0.5);
  }

  @Test
  void aBarWithoutASnapshotHasTheBookThatHolds() {
    Day.Result bars =
        day("60s").top(30, 99, 1, 101, 1).top(200, 109, 1, 111, 1).partition().of(Dataset.BARS);
    assertThat(bars.number(1, "open_mid")).isEqualTo(100);
    assertThat(bars.number(1, "close_mid")).isEqualTo(100);
    assertThat(bars.number(1, "coverage")).isEqualTo(1);
    assertThat(bars.value(1, "min_relative_spread")).isNull();
    assertThat(bars.number(1, "log_return")).isZero();
  }

  @Test
  void aSnapshotAtMidnightBelongsToTheBarThatEndsThereAndEmptyBarsStayInTheDay() {
    Day.Result bars =
        day("3600s")
            .top(-7_200, 99, 1, 101, 1)
            .top(0, 99, 1, 101, 1)
            .top(DAY + 7_000, 99, 1, 101, 1)
            .partition()
            .of(Dataset.BARS);
    // Two before the day, 24 of the day, and the one of 01:00 to 02:00 that holds the last
    // snapshot.
    assertThat(bars.rows()).hasSize(27);
    assertThat(bars.value(1, "bar_end")).isEqualTo(0L);
    assertThat(bars.value(1, "rows")).isEqualTo(1L);
    assertThat(bars.value(26, "bar_start")).isEqualTo((long) ((DAY + 3_600) * 1e6));
  }

  @Test
  void aTradeBarEndsWithTheTradeThatFillsItWholeAndTheNextBeginsAfterIt() {
    Day.Result bars =
        day("10base")
            .top(1, 99, 1, 101, 1)
            .trade(2, 100, 4, BUY)
            .trade(3, 101, 9, SELL)
            .top(3, 109, 1, 111, 1)
            .trade(4, 102, 1, BUY)
            .top(5, 119, 1, 121, 1)
            .partition()
            .of(Dataset.BARS);
    assertThat(column(bars, "bar_start")).containsExactly(1_000_000L, 3_000_000L);
    assertThat(column(bars, "bar_end")).containsExactly(3_000_000L, 4_000_000L);
    assertThat(column(bars, "complete")).containsExactly(true, false);
    assertThat(column(bars, "volume")).containsExactly(13.0, 1.0);
    // The first bar includes its start; the unfinished one ends at its last trade.
    assertThat(column(bars, "rows")).containsExactly(2L, 0L);
    assertThat(bars.number(1, "open_mid")).isEqualTo(110);
    assertThat(bars.number(1, "coverage")).isEqualTo(1);
  }

  @Test
  void barsOfNoLengthHaveNoMeans() {
    Day.Result bars =
        day("1trades")
            .top(1, 99, 1, 101, 1)
            .trade(2, 100, 1, BUY)
            .trade(2, 100, 1, BUY)
            .top(2, 109, 1, 111, 1)
            .top(3, 109, 1, 111, 1)
            .partition()
            .of(Dataset.BARS);
    assertThat(column(bars, "rows")).containsExactly(2L, 0L);
    assertThat(bars.value(1, "coverage")).isNull();
    assertThat(bars.value(1, "mean_mid")).isNull();
    assertThat(bars.number(1, "close_mid")).isEqualTo(110);
  }

  @Test
  void tenTradesOfATenthFillOne() {
    Day tenths = day("1base").top(0, 99, 1, 101, 1);
    for (int i = 1; i <= 10; i++) {
      tenths.trade(i, 100, 0.1, BUY);
    }
    Day.Result bars = tenths.partition().of(Dataset.BARS);
    assertThat(column(bars, "trade_count")).containsExactly(10L);
    assertThat(column(bars, "complete")).containsExactly(true);
  }

  @Test
  void withoutTradesThereAreNoTradeBarsAndTradeColumnsAreNull() {
    assertThat(day("5trades").top(0, 99, 1, 101, 1).partition().of(Dataset.BARS).rows()).isEmpty();
    Day.Result bars = day("60s").top(1, 99, 1, 101, 1).partition().of(Dataset.BARS);
    assertThat(bars.value(0, "volume")).isNull();
    assertThat(bars.value(0, "trade_count")).isNull();
    Day.Result none = day("60s").withTrades().top(1, 99, 1, 101, 1).partition().of(Dataset.BARS);
    assertThat(none.number(0, "volume")).isZero();
    assertThat(none.value(0, "trade_count")).isEqualTo(0L);
    assertThat(none.value(0, "vwap")).isNull();
  }

  @Test
  void barsNeedNoCategoryAndNoImbalanceLevel() {
    Day.Result bars =
        new Day()
            .configured(
                Map.of(
                    "bars", List.of("60s"),
                    "categories", List.of(),
                    "imbalance_levels", List.of(),
                    "vpin_window_buckets", 1))
            .bucketVolume(1)
            .trade(1, 100, 3, BUY)
            .top(1, 99, 3, 101, 1)
            .top(2, 99, 3, 101, 1)
            .partition()
            .of(Dataset.BARS);
    assertThat(bars.number(0, "mean_imbalance_1")).isEqualTo(0.5);
    assertThat(bars.number(0, "vpin")).isEqualTo(1);
    assertThat(bars.number(0, "spread_percentile")).isEqualTo(0.5);
  }

  @Test
  void underACadenceBarsSeeWrittenRows() {
    Day.Result bars =
        new Day()
            .configured(Map.of("bars", List.of("60s"), "cadence_ms", 1000))
            .top(0.2, 99, 1, 101, 1)
            .top(0.4, 99, 4, 101, 1)
            .top(0.6, 99, 2, 101, 1)
            .partition()
            .of(Dataset.BARS);
    assertThat(bars.value(0, "rows")).isEqualTo(1L);
    assertThat(bars.number(0, "ofi")).isEqualTo(1);
  }

  @Test
  void moreThanAMillionBarsAreRefused() {
    PartitionEngine engine =
        new PartitionEngine(
            FeatureConfiguration.fromMap(Map.of("bars", List.of("1trades"))),
            InputColumns.ALL,
            true,
            Double.NaN,
            LocalDate.EPOCH,
            (dataset, part, row) -> {});
    RawTrade trade = new RawTrade();
    assertThatThrownBy(
            () -> {
              for (int i = 0; i <= TooManyBarsException.LIMIT; i++) {
                trade.set(i, 0, 100, 1, BUY);
                engine.onTrade(trade);
              }
            })
        .isInstanceOf(TooManyBarsException.class)
        .hasMessageContaining("more than 1000000 bars")
        .hasMessageContaining("1trades");
  }
}
