package dev.silverbook.features;

import static dev.silverbook.features.AggressorSide.BUY;
import static dev.silverbook.features.AggressorSide.SELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AdvancedFeaturesTest {

  private static final Offset<Double> EXACT = within(1e-12);

  @Test
  void kyleLambdaIsTheSlopeOfReturnsOnSignedVolume() {
    // Returns of exactly 1e-6 per unit bought, far below any rounding of squared returns to zero.
    Day day = new Day();
    double mid = 100;
    double[] volumes = {3, -2, 5, 1, -4};
    day.top(0, mid - 1, 1, mid + 1, 1);
    for (int i = 0; i < volumes.length; i++) {
      mid *= Math.exp(1e-6 * volumes[i]);
      day.trade(i + 0.5, 100, Math.abs(volumes[i]), volumes[i] > 0 ? BUY : SELL);
      day.top(i + 1, mid - 1, 1, mid + 1, 1);
    }
    Day.Result result = day.run();
    assertThat(result.value(2, "kyle_lambda")).isNull();
    assertThat(result.number(3, "kyle_lambda")).isCloseTo(1e-6, within(1e-14));
    assertThat(result.number(5, "kyle_lambda_r2")).isCloseTo(1, within(1e-9));
  }

  @Test
  void kyleLambdaIsNullWhenAllVolumesAreEqualAndItsFitWhenAllReturnsAre() {
    Day sameVolumes = new Day().withTrades();
    Day sameReturns = new Day();
    for (int i = 0; i < 6; i++) {
      sameVolumes.top(i, 99 + i, 1, 101 + i, 1);
      sameReturns.trade(i, 100, 1 + i, BUY).top(i, 99, 1, 101, 1);
    }
    assertThat(sameVolumes.run().value(5, "kyle_lambda")).isNull();
    assertThat(sameReturns.run().number(5, "kyle_lambda")).isZero();
    assertThat(sameReturns.run().value(5, "kyle_lambda_r2")).isNull();
  }

  @Test
  void orderFlowImpactNeedsNoTrades() {
    Day day = new Day();
    for (int i = 0; i < 6; i++) {
      day.top(i, 99 + i % 2, 1 + i, 101 + i % 2, 1);
    }
    assertThat(day.run().value(5, "ofi_impact")).isNotNull();
    assertThat(day.run().value(5, "kyle_lambda")).isNull();
  }

  @Test
  void vpinSplitsATradeOverTheBucketsItFills() {
    // V = 10: [6 buy + 4 sell] = 2, [10 sell] = 10, [1 sell, ...] incomplete.
    Day.Result day =
        new Day()
            .configured(Map.of("vpin_window_buckets", 2))
            .bucketVolume(10)
            .trade(1, 100, 6, BUY)
            .top(1, 99, 1, 101, 1)
            .trade(2, 100, 15, SELL)
            .top(2, 99, 1, 101, 1)
            .trade(3, 100, 9, BUY)
            .top(3, 99, 1, 101, 1)
            .run();
    assertThat(day.value(0, "vpin")).isNull();
    assertThat(day.number(1, "vpin")).isCloseTo((2 + 10) / 20.0, EXACT);
    // The third bucket: 1 sold, 9 bought.
    assertThat(day.number(2, "vpin")).isCloseTo((10 + 8) / 20.0, EXACT);
  }

  @Test
  void rollSpreadRecoversTheBounceBetweenBidAndAsk() {
    // Prices 99, 101, 99, 101, 99: changes 2, -2, 2, -2, pairs (2,-2), (-2,2), (2,-2).
    Day day = new Day();
    for (int i = 0; i < 5; i++) {
      day.trade(i, i % 2 == 0 ? 99 : 101, 1, BUY);
    }
    Day.Result result = day.top(5, 99, 1, 101, 1).run();
    double mean = 2.0 / 3;
    double covariance = (2 * (2 - mean) * (-2 + mean) + (-2 - mean) * (2 + mean)) / 2;
    assertThat(result.number(0, "roll_spread_60s")).isCloseTo(2 * Math.sqrt(-covariance), EXACT);
  }

  @Test
  void rollSpreadNeedsThreeChangesInsideTheWindowAndANegativeCovariance() {
    Day.Result few =
        new Day()
            .trade(0, 99, 1, BUY)
            .trade(1, 101, 1, BUY)
            .trade(2, 99, 1, BUY)
            .trade(3, 101, 1, BUY)
            .top(4, 99, 1, 101, 1)
            .top(60, 99, 1, 101, 1)
            .run();
    assertThat(few.value(0, "roll_spread_60s")).isNotNull();
    assertThat(few.value(1, "roll_spread_60s")).isNull();
    assertThat(few.value(1, "roll_spread_300s")).isNotNull();
    Day trend = new Day();
    for (int i = 0; i < 8; i++) {
      trend.trade(i, 100 + i * 0.25, 1, BUY);
    }
    assertThat(trend.top(9, 99, 1, 101, 1).run().value(0, "roll_spread_60s")).isNull();
  }

  @Test
  void amihudAveragesOverRowsWithReturnAndVolume() {
    Day.Result day =
        new Day()
            .trade(0, 100, 5, BUY)
            .top(0, 99, 1, 101, 1)
            .trade(1, 100, 2, BUY)
            .top(1, 100, 1, 102, 1)
            .top(2, 101, 1, 103, 1)
            .trade(3, 50, 4, SELL)
            .trade(3, 50, 4, SELL)
            .top(3, 99, 1, 101, 1)
            .run();
    assertThat(day.value(0, "amihud_60s")).isNull();
    double first = Math.log(1.01) / 200;
    double second = Math.log(102 / 100.0) / 400;
    assertThat(day.number(3, "amihud_60s")).isCloseTo((first + second) / 2, EXACT);
  }

  @Test
  void effectiveSpreadComparesWithTheMidBeforeTheTrade() {
    Day.Result day =
        new Day()
            .trade(0, 90, 1, BUY) // no row before
            .top(0, 99, 1, 101, 1)
            .trade(1, 101, 1, BUY) // at the next row's very time: compared with the mid of row 0
            .trade(1, 99.5, 3, SELL)
            .top(1, 199, 1, 201, 1)
            .run();
    assertThat(day.value(0, "effective_spread_bps_60s")).isNull();
    assertThat(day.number(1, "effective_spread_bps_60s"))
        .isCloseTo((200 * 1 + 100 * 3) / 4.0, within(1e-9));
  }
}
