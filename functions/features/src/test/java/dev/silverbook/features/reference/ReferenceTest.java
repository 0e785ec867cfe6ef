package dev.silverbook.features.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.InputColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The reference on cases small enough to work out on paper. */
class ReferenceTest {

  private static final Offset<Double> CLOSE = within(1e-12);
  private static final long SECOND = 1_000_000;

  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final List<SnapshotInput> snapshots = new ArrayList<>();
  private final List<TradeInput> trades = new ArrayList<>();

  @Test
  void theStructuralColumnsOfOneBook() {
    settings.put("impact_notionals", List.of(297, 10_000));
    // mid 100; bids at 1 % and 3 % (100 and 300 bp), asks at 1 %.
    book(0, levels(99, 2, 97, 6), levels(101, 4));

    ReferenceTable table = compute();

    assertNumber(table, "mid_price", 0, 100);
    assertNumber(table, "spread", 0, 2);
    assertNumber(table, "relative_spread", 0, 0.02);
    assertNumber(table, "microprice", 0, (99 * 4 + 101 * 2) / 6.0);
    assertNumber(table, "micro_minus_mid", 0, -1 / 3.0);
    assertNumber(table, "imbalance_1", 0, (2 - 4) / 6.0);
    assertNumber(table, "imbalance_10", 0, (8 - 4) / 12.0);
    assertNumber(table, "bid_depth", 0, 8);
    assertNumber(table, "vwap_bid_5", 0, (198 + 582) / 8.0);
    assertNumber(table, "vwap_spread_5", 0, 101 - 97.5);
    assertNumber(table, "smart_bid_depth", 0, 2 * Math.exp(-1) + 6 * Math.exp(-3));
    // Cumulative 2 at 100 bp, 8 at 300 bp.
    assertNumber(table, "bid_slope", 0, 6 / 200.0);
    assertThat(table.get("ask_slope", 0)).isNull();
    assertThat(table.get("bid_slope_simple", 0)).isNull();
    assertThat(table.get("depth_decay_5", 0)).isNull();
    assertNumber(table, "bid_concentration", 0, (4 + 36) / 64.0);
    assertNumber(table, "center_of_gravity", 0, (198 + 582 + 404) / 12.0);
    assertNumber(table, "cog_vs_mid_bps", 0, (1184 / 12.0 - 100) / 100 * 1e4);
    // Exactly 100 bp is beyond the last band [50, 100).
    assertNumber(table, "bid_depth_50_100bps", 0, 0);
    assertThat(table.get("imbalance_50_100bps", 0)).isNull();
    assertThat(table.get("lambda_like", 0)).isNull();
    // 297 = 198 at 99 and 99 at 97; 404 is all the asks hold, so 10000 cannot be filled.
    assertNumber(table, "sell_impact_bps_297", 0, (100 - 297 / (2 + 99 / 97.0)) / 100 * 1e4);
    assertNumber(table, "buy_impact_bps_297", 0, 100);
    assertThat(table.get("buy_impact_bps_10000", 0)).isNull();
  }

  @Test
  void fiveLevelsGiveTheSimpleSlopeAndTheDecay() {
    book(
        0,
        levels(99, 2, 98, 1, 97, 1, 96, 1, 95, 5),
        levels(101, 4, 102, 1, 103, 1, 104, 1, 105, 1));

    ReferenceTable table = compute();

    assertNumber(table, "bid_slope_simple", 0, 4 / 10.0);
    assertNumber(table, "bid_depth_decay_5", 0, 2.5);
    assertNumber(table, "depth_decay_5", 0, (2.5 + 0.25) / 2);
  }

  @Test
  void anEdgeBelongsToTheBandThatStartsThere() {
    // 10000 ± 5 is exactly 5 bp from the mid.
    book(0, levels(9_999, 1, 9_995, 2), levels(10_001, 4, 10_005, 8, 10_010, 16));

    ReferenceTable table = compute();

    assertNumber(table, "bid_depth_0_5bps", 0, 1);
    assertNumber(table, "ask_depth_0_5bps", 0, 4);
    assertNumber(table, "ask_depth_5_10bps", 0, 8);
    assertNumber(table, "ask_depth_10_25bps", 0, 16);
    assertNumber(table, "imbalance_5_10bps", 0, (2 - 8) / 10.0);
    assertNumber(table, "lambda_like", 0, 2 / 5.0);
    assertNumber(table, "amihud_like", 0, 2 / 15.0);
  }

  @Test
  void cleaningDropsSortsAndCuts() {
    settings.put("depth_levels", 2);
    snapshots.add(
        new SnapshotInput(
            0L,
            0L,
            0L,
            List.of(
                new Level(97.0, 1.0),
                new Level(Double.NaN, 1.0),
                new Level(99.0, null),
                new Level(98.0, 2.0),
                new Level(98.0, 3.0),
                new Level(99.5, 0.0)),
            levels(102, 1, 101, 5)));

    ReferenceTable table = compute();

    assertThat(table.get("book_state", 0)).isEqualTo("ok");
    assertNumber(table, "bid_size_1", 0, 2);
    assertNumber(table, "bid_size_2", 0, 3);
    assertNumber(table, "ask_price_1", 0, 101);
    assertNumber(table, "bid_depth", 0, 5);
  }

  @Test
  void unusableRowsAreWrittenAndOtherwiseAsIfNeverThere() {
    book(0, levels(99, 1), levels(101, 1));
    book(SECOND, levels(103, 1), levels(101, 1));
    book(SECOND, List.of(), levels(101, 1));
    book(SECOND, List.of(), List.of());
    book(2 * SECOND, levels(100, 1), levels(100, 1));
    trade(SECOND, 100, 7, AggressorSide.BUY);

    ReferenceTable table = compute();

    assertThat(table.column("book_state"))
        .containsExactly("ok", "crossed", "one_sided", "empty", "locked");
    assertThat(table.numbers("log_return")).containsExactly(null, null, null, null, 0.0);
    assertThat(table.numbers("mid_price")).containsExactly(100.0, null, null, null, 100.0);
    assertNumber(table, "buy_volume_5s", 4, 7);
    assertThat(table.get("buy_volume_5s", 1)).isNull();
  }

  @Test
  void returnsVelocityAndAcceleration() {
    mid(0, 100);
    mid(2 * SECOND, 101);
    mid(2 * SECOND, 102);
    mid(3 * SECOND, 100);
    mid(4 * SECOND, 103);

    ReferenceTable table = compute();

    assertNumber(table, "log_return", 1, Math.log(1.01));
    assertThat(table.numbers("mid_velocity")).containsExactly(null, 0.5, null, -2.0, 3.0);
    assertThat(table.numbers("mid_acceleration")).containsExactly(null, null, null, null, 5.0);
    double down = Math.log(100 / 102.0);
    double up = Math.log(103 / 100.0);
    // 5 s reach back to before the first row; the first row has no return.
    assertNumber(
        table, "mean_return_5s", 4, (Math.log(1.01) + Math.log(102 / 101.0) + down + up) / 4);
    assertNumber(table, "realized_vol_5s", 1, Math.log(1.01));
  }

  @Test
  void aWindowExcludesItsOldEndAndLaterRowsOfTheSameTime() {
    mid(0, 100);
    mid(SECOND, 101);
    mid(6 * SECOND, 102);
    mid(6 * SECOND, 104);

    ReferenceTable table = compute();

    // The return at 1 s is exactly 5 s old at 6 s.
    assertNumber(table, "mean_return_5s", 2, Math.log(102 / 101.0));
    assertNumber(table, "mean_return_5s", 3, (Math.log(102 / 101.0) + Math.log(104 / 102.0)) / 2);
  }

  @Test
  void aGapLeavesTheRowWithoutPredecessor() {
    mid(0, 100);
    mid(300 * SECOND, 101);
    mid(600 * SECOND + 1, 102);

    ReferenceTable table = compute();

    assertNumber(table, "log_return", 1, Math.log(1.01));
    assertThat(table.get("log_return", 2)).isNull();
    assertThat(table.get("ofi_1", 2)).isNull();
    assertThat(table.get("mlofi", 2)).isNull();
    assertThat(table.get("ofi_sum_5s", 2)).isNull();
  }

  @Test
  void orderFlowImbalanceByLevel() {
    // Bid up (+5), ask equal (7 − 4 = 3): 5 − 3. Level 2: bid down (−2), ask up (−6): −2 + 6.
    book(0, levels(99, 1, 98, 2), levels(101, 4, 102, 6));
    book(SECOND, levels(99.5, 5, 97, 9), levels(101, 7, 103, 1));

    ReferenceTable table = compute();

    assertNumber(table, "ofi_1", 1, 2);
    assertNumber(table, "ofi_2", 1, 4);
    assertThat(table.get("ofi_3", 1)).isNull();
    assertNumber(table, "mlofi", 1, 2 + 4 * Math.exp(-0.5));
    assertNumber(table, "ofi_sum_5s", 1, 2);
  }

  @Test
  void theTickRuleClassifiesUnknownSides() {
    settings.put("windows_seconds", List.of(1));
    AggressorSide[] sides = {
      AggressorSide.UNKNOWN, // half and half
      AggressorSide.UNKNOWN, // equal: as before
      AggressorSide.UNKNOWN, // up: buy
      AggressorSide.UNKNOWN, // equal: buy
      AggressorSide.SELL,
      AggressorSide.UNKNOWN, // equal: sell
    };
    double[] prices = {100, 100, 101, 101, 101, 101};
    for (int i = 0; i < sides.length; i++) {
      trade(i * SECOND, prices[i], 2, sides[i]);
      mid(i * SECOND, 100);
    }

    ReferenceTable table = compute();

    assertThat(table.numbers("buy_volume_1s")).containsExactly(1.0, 1.0, 2.0, 2.0, 0.0, 0.0);
    assertThat(table.numbers("tfi_1s")).containsExactly(0.0, 0.0, 1.0, 1.0, -1.0, -1.0);
    assertThat(table.get("trade_count_1s", 3)).isEqualTo(1L);
  }

  @Test
  void spreadPercentileRegimeAndFractions() {
    settings.put("regime_window_seconds", 10);
    // Relative spreads 2 %, 4 %, 4 %, 6 %.
    book(0, levels(99, 1), levels(101, 1));
    book(4 * SECOND, levels(98, 1), levels(102, 1));
    book(6 * SECOND, levels(98, 1), levels(102, 1));
    book(12 * SECOND, levels(97, 1), levels(103, 1));

    ReferenceTable table = compute();

    assertNumber(table, "spread_percentile", 0, 0.5);
    assertNumber(table, "spread_percentile", 1, 1.5 / 2);
    assertNumber(table, "spread_percentile", 2, (1 + 0.5 * 2) / 3);
    // The first row, 12 s old, has left.
    assertNumber(table, "spread_percentile", 3, (2 + 0.5) / 3);
    assertThat(table.column("spread_regime")).containsExactly("normal", "normal", "normal", "wide");
    assertThat(table.get("tight_fraction", 0)).isNull();
    assertNumber(table, "wide_fraction", 3, 0);
  }

  @Test
  void aRegimeIsCutAtTheStartOfTheWindow() {
    settings.put("regime_window_seconds", 10);
    settings.put("regime_wide", 0.75);
    book(0, levels(99, 1), levels(101, 1)); // alone: 0.5, normal
    book(4 * SECOND, levels(98, 1), levels(102, 1)); // 0.75, wide
    book(12 * SECOND, levels(99, 1), levels(101, 1)); // 0.25, normal

    ReferenceTable table = compute();

    // (2, 12]: 2 s of the first row, 8 s of the second.
    assertNumber(table, "wide_fraction", 2, 0.8);
    assertNumber(table, "tight_fraction", 2, 0);
  }

  @Test
  void regressionsOnVolumeAndOrderFlow() {
    mid(0, 100);
    double[] returns = {0.01, 0.02, 0.06};
    double[] volumes = {1, 2, 3};
    double price = 100;
    for (int i = 0; i < 3; i++) {
      long time = (i + 1) * SECOND;
      price *= Math.exp(returns[i]);
      trade(time, 100, volumes[i], AggressorSide.BUY);
      mid(time, price);
    }

    ReferenceTable table = compute();

    assertThat(table.get("kyle_lambda", 2)).isNull();
    // Sxy = 0.05, Sxx = 2, Syy = 0.0014.
    assertNumber(table, "kyle_lambda", 3, 0.025);
    assertNumber(table, "kyle_lambda_r2", 3, 0.05 * 0.05 / (2 * 0.0014));
    // Every move lifts bid and ask of size 1: ofi = 1 + 1, always the same.
    assertThat(table.get("ofi_impact", 3)).isNull();
    assertNumber(table, "amihud_60s", 1, 0.01 / 100);
    assertNumber(table, "amihud_60s", 3, (0.01 / 100 + 0.02 / 200 + 0.06 / 300) / 3);
  }

  @Test
  void bucketsSplitTradesAndKeepTheirClasses() {
    settings.put("vpin_bucket_volume", 10);
    settings.put("vpin_window_buckets", 2);
    trade(0, 100, 6, AggressorSide.BUY);
    mid(0, 100);
    // 4 fill the first bucket (6 − 4 = 2), 10 the second (10), 1 is left.
    trade(SECOND, 100, 15, AggressorSide.SELL);
    mid(SECOND, 100);
    // 9 fill the third: 9 − 1 = 8.
    trade(2 * SECOND, 100, 9, AggressorSide.BUY);
    mid(2 * SECOND, 100);

    ReferenceTable table = compute();

    assertThat(table.get("vpin", 0)).isNull();
    assertNumber(table, "vpin", 1, (2 + 10) / 20.0);
    assertNumber(table, "vpin", 2, (10 + 8) / 20.0);
  }

  @Test
  void rollSpreadOfABounce() {
    // Changes 2, −2, 2, −2: pairs (2,−2), (−2,2), (2,−2); means 2/3 and −2/3.
    double[] prices = {100, 102, 100, 102, 100};
    for (double price : prices) {
      trade(0, price, 1, AggressorSide.BUY);
    }
    mid(0, 100);

    ReferenceTable table = compute();

    double covariance = (2 * (4 / 3.0) * (-4 / 3.0) + (-8 / 3.0) * (8 / 3.0)) / 2;
    assertNumber(table, "roll_spread_60s", 0, 2 * Math.sqrt(-covariance));
  }

  @Test
  void theEffectiveSpreadComparesWithTheMidStrictlyBefore() {
    trade(0, 50, 1, AggressorSide.BUY);
    mid(0, 100);
    mid(SECOND, 200);
    trade(SECOND, 101, 1, AggressorSide.BUY);
    trade(2 * SECOND, 202, 3, AggressorSide.SELL);
    mid(2 * SECOND, 300);

    ReferenceTable table = compute();

    assertThat(table.get("effective_spread_bps_60s", 0)).isNull();
    assertNumber(table, "effective_spread_bps_60s", 1, 200);
    assertNumber(table, "effective_spread_bps_60s", 2, (200 + 3 * 200) / 4.0);
  }

  @Test
  void withoutTradesTheirColumnsAreNull() {
    mid(0, 100);

    ReferenceTable table =
        Reference.compute(
            new Scenario(
                "no trades",
                FeatureConfiguration.defaults(),
                InputColumns.ALL,
                snapshots,
                false,
                List.of()));

    assertThat(table.get("trade_count_5s", 0)).isNull();
    assertThat(table.get("buy_volume_5s", 0)).isNull();
    assertThat(compute().get("trade_count_5s", 0)).isEqualTo(0L);
  }

  @Test
  void onlyTheColumnsAskedForExist() {
    settings.put("categories", List.of("advanced"));
    settings.put("drop_raw_book_arrays", false);
    mid(0, 100);

    assertThat(compute().names())
        .startsWith("capture_ts", "timestamp", "nonce", "book_state", "bids", "asks", "kyle_lambda")
        .doesNotContain("mid_price", "log_return", "spread_percentile");
  }

  private ReferenceTable compute() {
    return Reference.compute(
        new Scenario(
            "by hand",
            FeatureConfiguration.fromMap(settings),
            InputColumns.ALL,
            snapshots,
            true,
            trades));
  }

  /** A book of size 1 a side, 2 % wide, around a middle. */
  private void mid(long time, double middle) {
    book(time, levels(middle * 0.99, 1), levels(2 * middle - middle * 0.99, 1));
  }

  private void book(long time, List<Level> bids, List<Level> asks) {
    snapshots.add(new SnapshotInput(time, time / 1_000, (long) snapshots.size(), bids, asks));
  }

  private void trade(long time, double price, double amount, AggressorSide side) {
    trades.add(new TradeInput(time, time / 1_000, price, amount, side));
  }

  private static List<Level> levels(double... pricesAndSizes) {
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < pricesAndSizes.length; i += 2) {
      levels.add(new Level(pricesAndSizes[i], pricesAndSizes[i + 1]));
    }
    return levels;
  }

  private static void assertNumber(ReferenceTable table, String name, int row, double expected) {
    assertThat(table.number(name, row))
        .as("%s in row %s of %s", name, row, Arrays.toString(table.column(name)))
        .isCloseTo(expected, within(CLOSE.value * Math.max(1, Math.abs(expected))));
  }
}
