package dev.silverbook.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What must hold for any book, whatever the values. */
class FeaturePropertiesTest {

  private static final double RELATIVE = 1e-9;
  private static final int ROWS = 400;

  @Test
  void scalingSizesScalesWhatIsMeasuredInBaseUnitsAndNothingElse() {
    Map<String, Object> notionals = Map.of("impact_notionals", List.of(1000));
    Map<String, Object> scaledNotionals = Map.of("impact_notionals", List.of(4000));
    Day.Result one = random(9, 1, 1, notionals);
    Day.Result scaled = random(9, 1, 4, scaledNotionals);
    compare(one, scaled, "bid_depth", value -> 4 * value);
    compare(one, scaled, "bid_slope", value -> 4 * value);
    compare(one, scaled, "ofi_3", value -> 4 * value);
    compare(one, scaled, "mlofi_sum_60s", value -> 4 * value);
    compare(one, scaled, "trade_volume_60s", value -> 4 * value);
    compare(one, scaled, "near_depth_std", value -> 4 * value);
    compare(one, scaled, "quote_volume_60s", value -> 4 * value);
    compare(one, scaled, "kyle_lambda", value -> value / 4);
    compare(one, scaled, "amihud_60s", value -> value / 4);
    compare(one, scaled, "lambda_like", value -> value / 4);
    for (String same :
        List.of(
            "imbalance_5",
            "microprice",
            "tfi_60s",
            "realized_vol_60s",
            "vpin",
            "mid_price",
            "ofi_norm_60s",
            "return_std_60s",
            "bipower_vol_60s",
            "trade_vwap_60s",
            "book_age_seconds",
            "history_seconds")) {
      compare(one, scaled, same, value -> value);
    }
    assertThat(one.number(ROWS - 1, "buy_impact_bps_1000"))
        .isCloseTo(scaled.number(ROWS - 1, "buy_impact_bps_4000"), within(1e-9));
  }

  @Test
  void scalingPricesScalesWhatIsMeasuredInQuoteUnitsAndNothingElse() {
    Day.Result one = random(4, 1, 1, Map.of());
    Day.Result scaled = random(4, 8, 1, Map.of());
    for (String quote :
        List.of(
            "mid_price",
            "spread",
            "microprice",
            "vwap_ask_5",
            "roll_spread_300s",
            "quote_volume_60s",
            "trade_vwap_60s")) {
      compare(one, scaled, quote, value -> 8 * value);
    }
    for (String same :
        List.of(
            "log_return",
            "realized_vol_300s",
            "return_std_300s",
            "bipower_vol_300s",
            "ofi_norm_300s",
            "relative_spread",
            "bid_depth_0_5bps",
            "ofi_1",
            "kyle_lambda",
            "effective_spread_bps_60s",
            "smart_bid_depth",
            "spread_percentile")) {
      compare(one, scaled, same, value -> value);
    }
    compare(one, scaled, "amihud_60s", value -> value / 8);
  }

  @Test
  void theSameDayGivesTheSameBits() {
    assertThat(random(2, 1, 1, Map.of()).rows()).isEqualTo(random(2, 1, 1, Map.of()).rows());
  }

  @Test
  void swappingTheSidesFlipsSigns() {
    // Prices are mirrored around 128, so bids and asks trade places.
    Day.Result plain = mirrored(false);
    Day.Result swapped = mirrored(true);
    for (String flipped :
        List.of(
            "imbalance_3",
            "depth_imbalance",
            "ofi_1",
            "ofi_4",
            "mlofi",
            "ofi_sum_15s",
            "ofi_norm_15s",
            "micro_minus_mid",
            "tfi_60s",
            "imbalance_0_5bps")) {
      compare(plain, swapped, flipped, value -> -value);
    }
    // Mirrored prices are not mirrored logarithms, so returns differ; what is traded does not.
    for (String same :
        List.of("spread", "quote_volume_60s", "trade_vwap_60s", "book_age_seconds")) {
      compare(plain, swapped, same, value -> value);
    }
    for (int row = 0; row < ROWS; row++) {
      assertThat(plain.number(row, "bid_depth")).isEqualTo(swapped.number(row, "ask_depth"));
    }
  }

  private static Day.Result mirrored(boolean swap) {
    SplittableRandom random = new SplittableRandom(77);
    Day day = new Day();
    for (int i = 0; i < ROWS; i++) {
      // Multiples of 1/1024 around 128: mirroring is exact.
      double shift = random.nextInt(-20, 21) / 1024.0;
      double[][] lower = new double[6][];
      double[][] upper = new double[6][];
      for (int level = 0; level < 6; level++) {
        double away = (level + 1) * 7 / 1024.0;
        lower[level] = new double[] {128 + shift - away, 1 + random.nextInt(50)};
        upper[level] = new double[] {128 + shift + away, 1 + random.nextInt(50)};
      }
      AggressorSide side = random.nextBoolean() ? AggressorSide.BUY : AggressorSide.SELL;
      double amount = 1 + random.nextInt(9);
      if (swap) {
        AggressorSide other = side == AggressorSide.BUY ? AggressorSide.SELL : AggressorSide.BUY;
        day.trade(i, 128, amount, other).book(i, mirror(upper), mirror(lower));
      } else {
        day.trade(i, 128, amount, side).book(i, lower, upper);
      }
    }
    return day.run();
  }

  private static double[][] mirror(double[][] levels) {
    double[][] mirrored = new double[levels.length][];
    for (int i = 0; i < levels.length; i++) {
      mirrored[i] = new double[] {256 - levels[i][0], levels[i][1]};
    }
    return mirrored;
  }

  private static Day.Result random(
      long seed, double priceScale, double sizeScale, Map<String, Object> configuration) {
    SplittableRandom random = new SplittableRandom(seed);
    Day day = new Day().configured(configuration).bucketVolume(10 * sizeScale);
    double mid = 1000;
    for (int i = 0; i < ROWS; i++) {
      mid += random.nextInt(-3, 4) / 16.0;
      double[][] bids = side(random, mid - 1 / 16.0 - random.nextInt(3) / 16.0, -1);
      double[][] asks = side(random, mid + 1 / 16.0 + random.nextInt(3) / 16.0, 1);
      scale(bids, priceScale, sizeScale);
      scale(asks, priceScale, sizeScale);
      boolean buy = random.nextBoolean();
      day.trade(
          i - 0.25,
          (mid + (buy ? 0.125 : -0.125)) * priceScale,
          (1 + random.nextInt(8)) * sizeScale,
          buy ? AggressorSide.BUY : AggressorSide.SELL);
      day.book(i, bids, asks);
    }
    return day.run();
  }

  private static double[][] side(SplittableRandom random, double best, int direction) {
    double[][] levels = new double[8][];
    for (int level = 0; level < levels.length; level++) {
      levels[level] = new double[] {best + direction * level / 4.0, 1 + random.nextInt(64)};
    }
    return levels;
  }

  private static void scale(double[][] levels, double price, double size) {
    for (double[] level : levels) {
      level[0] *= price;
      level[1] *= size;
    }
  }

  private static void compare(
      Day.Result one, Day.Result other, String column, DoubleUnaryOperator expected) {
    int compared = 0;
    for (int row = 0; row < ROWS; row++) {
      Object value = one.value(row, column);
      if (value == null) {
        assertThat(other.value(row, column)).as(column + " in row " + row).isNull();
        continue;
      }
      double wanted = expected.applyAsDouble((Double) value);
      assertThat(other.number(row, column))
          .as(column + " in row " + row)
          .isCloseTo(wanted, within(Math.abs(wanted) * RELATIVE + 1e-12));
      compared++;
    }
    assertThat(compared).as(column + " is never there").isPositive();
  }
}
