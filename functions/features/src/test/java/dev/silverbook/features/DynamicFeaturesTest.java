package dev.silverbook.features;

import static dev.silverbook.features.AggressorSide.BUY;
import static dev.silverbook.features.AggressorSide.SELL;
import static dev.silverbook.features.AggressorSide.UNKNOWN;
import static dev.silverbook.features.Day.levels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DynamicFeaturesTest {

  private static final Offset<Double> EXACT = within(1e-12);

  @Test
  void returnVelocityAndAcceleration() {
    Day.Result day =
        new Day()
            .top(0, 99, 1, 101, 1)
            .top(1, 100, 1, 102, 1)
            .top(3, 104, 1, 106, 1)
            .top(3, 105, 1, 107, 1)
            .top(4, 105, 1, 107, 1)
            .run();
    assertThat(day.value(0, "log_return")).isNull();
    assertThat(day.number(1, "log_return")).isEqualTo(Math.log(101 / 100.0));
    assertThat(day.number(1, "mid_velocity")).isEqualTo(1);
    assertThat(day.value(1, "mid_acceleration")).isNull();
    assertThat(day.number(2, "mid_velocity")).isEqualTo(2);
    assertThat(day.number(2, "mid_acceleration")).isCloseTo(1 / 1.5, EXACT);
    assertThat(day.number(3, "log_return")).isEqualTo(Math.log(106 / 105.0));
    assertThat(day.value(3, "mid_velocity")).isNull();
    assertThat(day.value(4, "mid_acceleration")).isNull();
  }

  @Test
  void orderFlowImbalancePerSideFollowsThePriceMove() {
    Day.Result day =
        new Day()
            .top(0, 100, 5, 102, 7)
            .top(1, 100, 8, 102, 6) // bid +3, ask -1: e = 3 - (-1)
            .top(2, 101, 2, 103, 4) // bid up: +2, ask up: -6: e = 2 + 6
            .top(3, 99, 9, 101.5, 3) // bid down: -2, ask down: +3: e = -2 - 3
            .run();
    assertThat(day.value(0, "ofi_1")).isNull();
    assertThat(day.number(1, "ofi_1")).isEqualTo(4);
    assertThat(day.number(2, "ofi_1")).isEqualTo(8);
    assertThat(day.number(3, "ofi_1")).isEqualTo(-5);
    assertThat(day.number(3, "ofi_sum_5s")).isEqualTo(7);
    assertThat(day.value(0, "ofi_sum_5s")).isNull();
  }

  @Test
  void orderFlowOfALevelMissingInEitherRowIsNullAndLeftOutOfTheWeightedSum() {
    Day.Result day =
        new Day()
            .book(0, levels(100, 1, 99, 2), levels(101, 1, 102, 2))
            .book(1, levels(100, 2, 99, 5, 98, 1), levels(101, 1, 102, 2, 103, 1))
            .book(2, levels(100, 2), levels(101, 1, 102, 2, 103, 1))
            .run();
    assertThat(day.number(1, "ofi_2")).isEqualTo(3);
    assertThat(day.value(1, "ofi_3")).isNull();
    assertThat(day.number(1, "mlofi")).isCloseTo(1 + 3 * Math.exp(-0.5), EXACT);
    assertThat(day.value(2, "ofi_2")).isNull();
    assertThat(day.number(2, "mlofi")).isZero();
  }

  @Test
  void anUnusableRowChangesNothingForTheNext() {
    Day.Result with =
        new Day()
            .top(0, 99, 1, 101, 1)
            .trade(0.5, 100, 2, BUY)
            .top(1, 105, 1, 103, 1)
            .top(2, 100, 4, 102, 1)
            .run();
    Day.Result without =
        new Day().top(0, 99, 1, 101, 1).trade(0.5, 100, 2, BUY).top(2, 100, 4, 102, 1).run();
    assertThat(with.value(1, "book_state")).isEqualTo("crossed");
    Map<String, Object> actual = with.rows().get(2);
    without
        .rows()
        .get(1)
        .forEach(
            (name, value) -> {
              if (!name.equals("nonce")) {
                assertThat(actual.get(name)).as(name).isEqualTo(value);
              }
            });
  }

  @Test
  void afterAGapNothingIsComparedWithTheRowBefore() {
    Day.Result day =
        new Day()
            .top(0, 99, 1, 101, 1)
            .top(300, 100, 1, 102, 1)
            .top(600.000001, 101, 1, 103, 1)
            .run();
    assertThat(day.value(1, "log_return")).isNotNull();
    for (String column : List.of("log_return", "mid_velocity", "ofi_1", "mlofi")) {
      assertThat(day.value(2, column)).as(column).isNull();
    }
    assertThat(day.counts().gaps()).isEqualTo(1);
  }

  @Test
  void aTradeAtExactlyTheRowsTimeIsKnownAtTheRow() {
    Day.Result day =
        new Day().trade(1, 100, 2, BUY).top(1, 99, 1, 101, 1).top(2, 99, 1, 101, 1).run();
    assertThat(day.number(0, "buy_volume_5s")).isEqualTo(2);
    assertThat(day.value(0, "trade_count_5s")).isEqualTo(1L);
  }

  @Test
  void aWindowIsHalfOpenInMicroseconds() {
    Day.Result day =
        new Day()
            .trade(1, 100, 2, BUY)
            .trade(1.000001, 100, 3, SELL)
            .top(6, 99, 1, 101, 1)
            .top(6.000001, 99, 1, 101, 1)
            .run();
    assertThat(day.number(0, "trade_volume_5s")).isEqualTo(3);
    assertThat(day.number(0, "tfi_5s")).isEqualTo(-1);
    assertThat(day.number(1, "trade_volume_5s")).isZero();
    assertThat(day.value(1, "trade_count_5s")).isEqualTo(0L);
    assertThat(day.value(1, "tfi_5s")).isNull();
    assertThat(day.number(1, "trade_volume_15s")).isEqualTo(5);
  }

  @Test
  void withoutATradesDatasetTradeColumnsAreNullWithOneTheyAreZero() {
    Day.Result without = new Day().top(0, 99, 1, 101, 1).run();
    assertThat(without.value(0, "buy_volume_5s")).isNull();
    assertThat(without.value(0, "trade_count_5s")).isNull();
    Day.Result with = new Day().withTrades().top(0, 99, 1, 101, 1).run();
    assertThat(with.number(0, "buy_volume_5s")).isZero();
    assertThat(with.value(0, "trade_count_5s")).isEqualTo(0L);
  }

  @Test
  void aTradeOfUnknownSideGoesByTheTickRule() {
    Day.Result day =
        new Day()
            .trade(0.1, 100, 8, UNKNOWN) // no class exists: half, half
            .trade(0.2, 100, 4, UNKNOWN) // equal, still none: half, half
            .trade(0.3, 101, 1, UNKNOWN) // up: buy
            .trade(0.4, 101, 2, UNKNOWN) // equal: buy again
            .trade(0.5, 100.5, 16, UNKNOWN) // down: sell
            .trade(0.6, 102, 32, SELL) // recorded
            .trade(0.7, 102, 64, UNKNOWN) // equal to a recorded sell: sell
            .top(1, 99, 1, 101, 1)
            .run();
    assertThat(day.number(0, "buy_volume_5s")).isEqualTo(4 + 2 + 1 + 2);
    assertThat(day.number(0, "sell_volume_5s")).isEqualTo(4 + 2 + 16 + 32 + 64);
    assertThat(day.counts().tradesUnknownSide()).isEqualTo(6);
  }

  @Test
  void unusableTradesAreDroppedAndCounted() {
    Day.Result day =
        new Day()
            .trade(0.1, 0, 1, BUY)
            .trade(0.2, 100, Double.NaN, BUY)
            .trade(0.3, Double.POSITIVE_INFINITY, 1, BUY)
            .trade(0.4, 100, -1, BUY)
            .trade(0.5, 100, 1, BUY)
            .top(1, 99, 1, 101, 1)
            .run();
    assertThat(day.number(0, "trade_volume_5s")).isEqualTo(1);
    assertThat(day.counts().tradesDropped()).isEqualTo(4);
    assertThat(day.counts().trades()).isEqualTo(1);
  }

  @Test
  void historyAndBookAgeGrowAcrossGapsAndUnusableRows() {
    Day.Result day =
        new Day()
            .top(9, 101, 1, 99, 1)
            .top(10, 99, 1, 101, 1)
            .top(11, 99, 1, 101, 1)
            .top(12, 101, 1, 99, 1)
            .top(500, 99, 1, 101, 1)
            .top(501, 99, 2, 101, 1)
            .run();
    assertThat(day.value(0, "history_seconds")).isNull();
    assertThat(day.number(1, "history_seconds")).isZero();
    assertThat(day.number(4, "history_seconds")).isEqualTo(490);
    assertThat(day.number(1, "book_age_seconds")).isZero();
    assertThat(day.number(2, "book_age_seconds")).isEqualTo(1);
    assertThat(day.number(4, "book_age_seconds")).isEqualTo(490);
    assertThat(day.number(5, "book_age_seconds")).isZero();
  }

  @Test
  void onlyKeptLevelsMakeABookYoung() {
    Day.Result day =
        new Day()
            .configured(Map.of("depth_levels", 1))
            .book(0, levels(99, 1, 98, 1), levels(101, 1))
            .book(1, levels(99, 1, 98, 7), levels(101, 1))
            .run();
    assertThat(day.number(1, "book_age_seconds")).isEqualTo(1);
  }

  @Test
  void normalisedOrderFlowIsItsSumOverTheMeanBestSize() {
    Day.Result day =
        new Day().top(0, 100, 5, 102, 7).top(1, 100, 8, 102, 6).top(2, 101, 2, 103, 4).run();
    assertThat(day.value(0, "ofi_norm_5s")).isNull();
    assertThat(day.number(2, "ofi_norm_5s")).isCloseTo(12 / ((6 + 7 + 3) / 3.0), EXACT);
  }

  @Test
  void tradedValueAndAveragePriceOverTheWindow() {
    Day.Result day =
        new Day()
            .trade(1, 100, 2, BUY)
            .trade(2, 130, 1, SELL)
            .top(2, 99, 1, 101, 1)
            .top(20, 99, 1, 101, 1)
            .run();
    assertThat(day.number(0, "quote_volume_5s")).isEqualTo(330);
    assertThat(day.number(0, "trade_vwap_5s")).isEqualTo(110);
    assertThat(day.number(1, "quote_volume_5s")).isZero();
    assertThat(day.value(1, "trade_vwap_5s")).isNull();
  }
}
