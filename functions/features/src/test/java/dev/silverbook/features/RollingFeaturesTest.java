package dev.silverbook.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RollingFeaturesTest {

  private static final Offset<Double> EXACT = within(1e-12);

  @Test
  void realizedVolatilityAndMeanReturnOverTheWindow() {
    Day.Result day =
        new Day()
            .top(0, 99, 1, 101, 1)
            .top(1, 109, 1, 111, 1)
            .top(2, 99, 1, 101, 1)
            .top(6.5, 99, 1, 101, 1)
            .run();
    double move = Math.log(1.1);
    assertThat(day.value(0, "realized_vol_5s")).isNull();
    assertThat(day.value(0, "mean_return_5s")).isNull();
    assertThat(day.number(2, "realized_vol_5s")).isCloseTo(Math.sqrt(2) * move, EXACT);
    assertThat(day.number(2, "mean_return_5s")).isCloseTo(0, EXACT);
    assertThat(day.number(3, "realized_vol_5s")).isCloseTo(move, EXACT);
    assertThat(day.number(3, "mean_return_5s")).isCloseTo(-move / 2, EXACT);
  }

  @Test
  void aSpikeLeavesNoTraceOnceItHasLeftTheWindow() {
    Day day = new Day().top(0, 1e15, 1, 3e15, 1);
    Day calm = new Day();
    for (int i = 1; i < 2000; i++) {
      double price = 100 + 1e-6 * (i % 7);
      day.top(i, price, 1, price + 1e-3, 1);
      if (i >= 1000) {
        calm.top(i, price, 1, price + 1e-3, 1);
      }
    }
    Map<String, Object> spiked = day.run().rows().get(1999);
    Map<String, Object> plain = calm.run().rows().get(999);
    for (String column :
        new String[] {
          "realized_vol_900s", "mean_relative_spread_900s", "ofi_sum_900s", "near_depth_std"
        }) {
      assertThat((Double) spiked.get(column)).as(column).isEqualTo((Double) plain.get(column));
    }
  }

  @Test
  void spreadPercentileIsTheMidRankIncludingTheRowItself() {
    Day.Result day =
        new Day()
            .top(0, 99, 1, 101, 1)
            .top(1, 98, 1, 102, 1)
            .top(2, 99, 1, 101, 1)
            .top(3, 99.5, 1, 100.5, 1)
            .top(303, 99, 1, 101, 1)
            .run();
    assertThat(day.number(0, "spread_percentile")).isEqualTo(0.5);
    assertThat(day.number(1, "spread_percentile")).isEqualTo(0.75);
    assertThat(day.number(2, "spread_percentile")).isCloseTo(1 / 3.0, EXACT);
    assertThat(day.number(3, "spread_percentile")).isEqualTo(0.125);
    assertThat(day.value(3, "spread_regime")).isEqualTo("tight");
    assertThat(day.value(1, "spread_regime")).isEqualTo("normal");
    // Row 3 lies exactly 300 s back: outside.
    assertThat(day.number(4, "spread_percentile")).isEqualTo(0.5);
  }

  @Test
  void regimeFractionsAreSharesOfCoveredTime() {
    // Percentiles 0.5, 0.25, 0.83.., so regimes normal, (0.25 <= 0.3) tight, wide.
    Map<String, Object> bounds =
        Map.of("regime_tight", 0.3, "regime_wide", 0.8, "regime_window_seconds", 10);
    Day.Result day =
        new Day()
            .configured(bounds)
            .top(0, 98, 1, 102, 1)
            .top(4, 99, 1, 101, 1)
            .top(6, 97, 1, 103, 1)
            .top(12, 97, 1, 103, 1)
            .run();
    assertThat(day.value(0, "tight_fraction")).isNull();
    assertThat(day.number(1, "tight_fraction")).isZero();
    assertThat(day.number(2, "tight_fraction")).isCloseTo(2 / 6.0, EXACT);
    // At 12 the window starts at 2: normal 2..4, tight 4..6, wide 6..12.
    assertThat(day.number(3, "tight_fraction")).isCloseTo(0.2, EXACT);
    assertThat(day.number(3, "wide_fraction")).isCloseTo(0.6, EXACT);
  }

  @Test
  void timeAcrossAGapIsNotCovered() {
    Day.Result day =
        new Day()
            .configured(Map.of("max_gap_seconds", 5, "regime_tight", 0.5, "regime_wide", 0.9))
            .top(0, 99, 1, 101, 1)
            .top(10, 99, 1, 101, 1)
            .top(12, 99, 1, 101, 1)
            .run();
    assertThat(day.value(1, "tight_fraction")).isNull();
    assertThat(day.number(2, "tight_fraction")).isEqualTo(1);
  }

  @Test
  void nearDepthVariationIsTheSampleDeviation() {
    Day.Result day =
        new Day()
            .top(0, 99.99, 1, 100.01, 1)
            .top(1, 99.99, 2, 100.01, 2)
            .top(2, 99.99, 3, 100.01, 3)
            .run();
    assertThat(day.value(0, "near_depth_std")).isNull();
    assertThat(day.number(1, "near_depth_std")).isCloseTo(Math.sqrt(2), EXACT);
    assertThat(day.number(2, "near_depth_std")).isCloseTo(2, EXACT);
  }

  @Test
  void aConstantSeriesHasNoDeviationAtAll() {
    Day day = new Day();
    for (int i = 0; i < 100; i++) {
      day.top(i, 99.99, 0.1, 100.01, 0.2);
    }
    assertThat(day.run().number(99, "near_depth_std")).isZero();
  }

  @Test
  void deviationOfReturnsIsTheSampleDeviationAndNeedsTwo() {
    Day.Result day =
        new Day()
            .top(0, 99, 1, 101, 1)
            .top(1, 109, 1, 111, 1)
            .top(2, 99, 1, 101, 1)
            .top(3, 99, 1, 101, 1)
            .run();
    double move = Math.log(1.1);
    assertThat(day.value(1, "return_std_5s")).isNull();
    assertThat(day.number(2, "return_std_5s")).isCloseTo(Math.sqrt(2) * move, EXACT);
    assertThat(day.number(3, "return_std_5s")).isCloseTo(move, EXACT);
  }

  @Test
  void bipowerVolatilityPairsSuccessiveReturnsWithinTheWindow() {
    Day.Result day =
        new Day()
            .top(0, 99, 1, 101, 1)
            .top(1, 109, 1, 111, 1)
            .top(2, 99, 1, 101, 1)
            .top(3, 99, 1, 101, 1)
            .top(6, 199, 1, 201, 1)
            .top(7, 99, 1, 101, 1)
            .run();
    double move = Math.log(1.1);
    assertThat(day.value(1, "bipower_vol_5s")).isNull();
    assertThat(day.number(2, "bipower_vol_5s")).isCloseTo(Math.sqrt(Math.PI / 2) * move, EXACT);
    // A pair with a return of 0 is a pair.
    assertThat(day.number(3, "bipower_vol_5s")).isCloseTo(Math.sqrt(Math.PI / 2) * move, EXACT);
    // (2, 7] has rows 3, 6 and 7: the pair of rows 2 and 3 began outside.
    assertThat(day.number(5, "bipower_vol_5s"))
        .isCloseTo(Math.sqrt(Math.PI / 2) * Math.log(2), EXACT);
  }

  @Test
  void aReturnAfterAGapMakesNoPairWithTheOneBefore() {
    Day.Result day =
        new Day()
            .configured(Map.of("max_gap_seconds", 2))
            .top(0, 99, 1, 101, 1)
            .top(1, 109, 1, 111, 1)
            .top(4, 99, 1, 101, 1)
            .top(5, 109, 1, 111, 1)
            .run();
    assertThat(day.value(3, "bipower_vol_15s")).isNull();
  }
}
