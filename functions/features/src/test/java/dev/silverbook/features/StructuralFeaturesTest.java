package dev.silverbook.features;

import static dev.silverbook.features.Day.levels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StructuralFeaturesTest {

  private static final Offset<Double> EXACT = within(1e-12);

  private static final double[][] BIDS = levels(99, 3, 98, 2, 97, 5, 96, 1, 95, 4);
  private static final double[][] ASKS = levels(101, 1, 102, 4, 103, 2, 104, 6, 105, 2);

  private final Day.Result row = new Day().book(0, BIDS, ASKS).run();

  @Test
  void pricesAndSizesOfEachLevelKeepTheirPlaces() {
    assertThat(row.number(0, "bid_price_2")).isEqualTo(98);
    assertThat(row.number(0, "bid_size_2")).isEqualTo(2);
    assertThat(row.number(0, "ask_price_5")).isEqualTo(105);
    assertThat(row.number(0, "ask_size_1")).isEqualTo(1);
    assertThat(row.number(0, "ask_size_2")).isEqualTo(4);
  }

  @Test
  void levelsBeyondTheBookAreNull() {
    assertThat(row.value(0, "bid_price_6")).isNull();
    assertThat(row.value(0, "ask_size_20")).isNull();
  }

  @Test
  void topOfBook() {
    assertThat(row.number(0, "mid_price")).isEqualTo(100);
    assertThat(row.number(0, "spread")).isEqualTo(2);
    assertThat(row.number(0, "relative_spread")).isEqualTo(0.02);
    assertThat(row.number(0, "microprice")).isCloseTo((99 * 1 + 101 * 3) / 4.0, EXACT);
    assertThat(row.number(0, "micro_minus_mid")).isCloseTo(0.5, EXACT);
  }

  @Test
  void imbalanceUsesTheLevelsPresent() {
    assertThat(row.number(0, "imbalance_1")).isEqualTo(0.5);
    assertThat(row.number(0, "imbalance_3")).isCloseTo((10 - 7) / 17.0, EXACT);
    assertThat(row.number(0, "imbalance_10")).isCloseTo((15 - 15) / 30.0, EXACT);
  }

  @Test
  void depthAndWeightedPrices() {
    assertThat(row.number(0, "bid_depth")).isEqualTo(15);
    assertThat(row.number(0, "depth_imbalance")).isZero();
    double bid = (99 * 3 + 98 * 2 + 97 * 5 + 96 + 95 * 4) / 15.0;
    double ask = (101 + 102 * 4 + 103 * 2 + 104 * 6 + 105 * 2) / 15.0;
    assertThat(row.number(0, "vwap_bid_5")).isCloseTo(bid, EXACT);
    assertThat(row.number(0, "vwap_ask_5")).isCloseTo(ask, EXACT);
    assertThat(row.number(0, "vwap_spread_5")).isCloseTo(ask - bid, EXACT);
    double smart =
        3 * Math.exp(-1) + 2 * Math.exp(-2) + 5 * Math.exp(-3) + Math.exp(-4) + 4 * Math.exp(-5);
    assertThat(row.number(0, "smart_bid_depth")).isCloseTo(smart, EXACT);
  }

  @Test
  void slopeIsTheLeastSquaresLineOfCumulativeSizeOnDistance() {
    // Ask sizes 2 each at 100, 200, 300 bp: cumulative 2, 4, 6 lies on a line of 0.02 per bp.
    Day.Result line =
        new Day().book(0, levels(99, 2, 98, 2, 97, 2), levels(101, 2, 102, 2, 103, 2)).run();
    assertThat(line.number(0, "ask_slope")).isCloseTo(0.02, EXACT);
    assertThat(line.number(0, "bid_slope")).isCloseTo(0.02, EXACT);
  }

  @Test
  void slopeNeedsTwoLevelsAtDifferentDistances() {
    assertThat(new Day().top(0, 99, 1, 101, 1).run().value(0, "bid_slope")).isNull();
    assertThat(new Day().book(0, levels(99, 1, 99, 2), ASKS).run().value(0, "bid_slope")).isNull();
  }

  @Test
  void fiveLevelShapeIsNullWithFewer() {
    assertThat(row.number(0, "bid_slope_simple")).isCloseTo(4 / 15.0, EXACT);
    assertThat(row.number(0, "bid_depth_decay_5")).isCloseTo(4 / 3.0, EXACT);
    assertThat(row.number(0, "depth_decay_5")).isCloseTo((4 / 3.0 + 2) / 2, EXACT);
    Day.Result four = new Day().book(0, levels(99, 3, 98, 2, 97, 5, 96, 1), ASKS).run();
    assertThat(four.value(0, "bid_slope_simple")).isNull();
    assertThat(four.value(0, "bid_depth_decay_5")).isNull();
    assertThat(four.value(0, "depth_decay_5")).isNull();
    assertThat(four.number(0, "ask_depth_decay_5")).isEqualTo(2);
  }

  @Test
  void concentrationIsTheHerfindahlIndex() {
    assertThat(row.number(0, "bid_concentration")).isCloseTo((9 + 4 + 25 + 1 + 16) / 225.0, EXACT);
  }

  @Test
  void centreOfGravityWeighsBothSides() {
    double bid = 99 * 3 + 98 * 2 + 97 * 5 + 96 + 95 * 4;
    double ask = 101 + 102 * 4 + 103 * 2 + 104 * 6 + 105 * 2;
    double centre = (bid + ask) / 30;
    assertThat(row.number(0, "center_of_gravity")).isCloseTo(centre, EXACT);
    assertThat(row.number(0, "cog_vs_mid_bps")).isCloseTo((centre - 100) * 100, within(1e-9));
  }

  @Test
  void bandsGoByTrueDistanceAndAnEdgeBelongsToTheBandThatStartsThere() {
    // Mid 1000: 999.5 is 5 bp away, 999 is 10, 1000.5 is 5, 1001.5 is 15.
    Day.Result bands =
        new Day()
            .book(0, levels(999.9, 1, 999.5, 2, 999, 4), levels(1000.1, 8, 1000.5, 16, 1001.5, 32))
            .run();
    assertThat(bands.number(0, "bid_depth_0_5bps")).isEqualTo(1);
    assertThat(bands.number(0, "bid_depth_5_10bps")).isEqualTo(2);
    assertThat(bands.number(0, "bid_depth_10_25bps")).isEqualTo(4);
    assertThat(bands.number(0, "ask_depth_5_10bps")).isEqualTo(16);
    assertThat(bands.number(0, "ask_depth_10_25bps")).isEqualTo(32);
    assertThat(bands.number(0, "imbalance_5_10bps")).isCloseTo(-14 / 18.0, EXACT);
    assertThat(bands.number(0, "ask_depth_50_100bps")).isZero();
    assertThat(bands.value(0, "imbalance_50_100bps")).isNull();
    assertThat(bands.number(0, "lambda_like")).isCloseTo(0.2 / 9, within(1e-11));
    assertThat(bands.number(0, "amihud_like")).isCloseTo(0.2 / 27, within(1e-11));
  }

  @Test
  void spreadPerNearDepthIsNullWithoutNearDepth() {
    assertThat(row.value(0, "lambda_like")).isNull();
    assertThat(row.value(0, "amihud_like")).isNull();
  }

  @Test
  void sweepCostWalksTheBookAndIsNullWhenItCannotBeFilled() {
    // Buying 500: 1 at 101, then 399 quote units at 102.
    Day.Result sweep =
        new Day()
            .configured(Map.of("impact_notionals", List.of(500, 5000)))
            .book(0, BIDS, ASKS)
            .run();
    double base = 1 + 399 / 102.0;
    assertThat(sweep.number(0, "buy_impact_bps_500"))
        .isCloseTo((500 / base - 100) * 100, within(1e-9));
    assertThat(sweep.value(0, "buy_impact_bps_5000")).isNull();
  }

  @Test
  void aLevelThatFillsTheNotionalExactlyIsEnough() {
    Day.Result sweep =
        new Day()
            .configured(Map.of("impact_notionals", List.of(1010)))
            .book(0, levels(99, 1), levels(101, 10))
            .run();
    assertThat(sweep.number(0, "buy_impact_bps_1010")).isCloseTo(100, within(1e-9));
    assertThat(sweep.value(0, "sell_impact_bps_1010")).isNull();
  }

  @Test
  void levelsThatAddUpToTheNotionalExactlyAreEnough() {
    Day.Result sweep =
        new Day()
            .configured(Map.of("impact_notionals", List.of(3703.71)))
            .book(0, levels(1234.74, 1, 1234.52, 1, 1234.45, 1), levels(1235, 1))
            .run();
    assertThat(sweep.value(0, "sell_impact_bps_3703p71")).isNotNull();
  }

  @Test
  void invalidLevelsAreDroppedAndUnsortedSidesAreSortedStably() {
    double nan = Double.NaN;
    Day.Result cleaned =
        new Day()
            .book(
                0,
                levels(97, 1, 99, 0, 98, 2, nan, 4, 98, 3, 99, -1, RawLevels.NULL_VALUE, 1),
                levels(103, 1, 101, nan, 102, Double.POSITIVE_INFINITY, 102, 5))
            .run();
    assertThat(cleaned.number(0, "bid_price_1")).isEqualTo(98);
    assertThat(cleaned.number(0, "bid_size_1")).isEqualTo(2);
    assertThat(cleaned.number(0, "bid_size_2")).isEqualTo(3);
    assertThat(cleaned.number(0, "bid_price_3")).isEqualTo(97);
    assertThat(cleaned.value(0, "bid_price_4")).isNull();
    assertThat(cleaned.number(0, "ask_price_1")).isEqualTo(102);
    assertThat(cleaned.number(0, "ask_price_2")).isEqualTo(103);
    assertThat(cleaned.counts().levelsDropped()).isEqualTo(6);
  }

  @Test
  void aBetterLevelBeyondTheDepthLimitIsStillFound() {
    Day.Result cut =
        new Day()
            .configured(Map.of("depth_levels", 2))
            .book(0, levels(97, 1, 96, 1, 99, 7), levels(101, 1, 102, 2, 103, 3))
            .run();
    assertThat(cut.number(0, "bid_price_1")).isEqualTo(99);
    assertThat(cut.number(0, "bid_price_2")).isEqualTo(97);
    assertThat(cut.number(0, "ask_depth")).isEqualTo(3);
  }

  @Test
  void aLockedBookIsUsable() {
    Day.Result locked = new Day().top(0, 100, 1, 100, 1).run();
    assertThat(locked.value(0, "book_state")).isEqualTo("locked");
    assertThat(locked.number(0, "spread")).isZero();
    assertThat(locked.counts().lockedRows()).isEqualTo(1);
  }

  @Test
  void unusableBooksAreNullButForTimeAndState() {
    Day.Result states =
        new Day()
            .top(0, 101, 1, 100, 1)
            .book(1, BIDS, levels())
            .book(2, null, null)
            .book(3, levels(1, Double.NaN), levels())
            .run();
    assertThat(List.of("crossed", "one_sided", "empty", "empty"))
        .isEqualTo(states.rows().stream().map(values -> values.get("book_state")).toList());
    states
        .rows()
        .forEach(
            values ->
                values.forEach(
                    (name, value) ->
                        assertThat(value == null)
                            .as(name)
                            .isEqualTo(
                                !List.of("capture_ts", "timestamp", "nonce", "book_state")
                                    .contains(name))));
  }
}
