package dev.silverbook.features.reference;

import dev.silverbook.features.Category;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.InputColumns;
import java.util.ArrayList;
import java.util.List;

/** The names, line by line of the definitions. */
final class ReferenceColumns {

  /** Windows of Roll's spread, Amihud's illiquidity and the effective spread, seconds. */
  static final List<Integer> TRADE_WINDOWS = List.of(60, 300);

  private final FeatureConfiguration configuration;
  private final ReferenceTable table;

  private ReferenceColumns(FeatureConfiguration configuration, ReferenceTable table) {
    this.configuration = configuration;
    this.table = table;
  }

  static void declare(
      FeatureConfiguration configuration, InputColumns input, ReferenceTable table) {
    ReferenceColumns columns = new ReferenceColumns(configuration, table);
    columns.identity(input);
    if (configuration.has(Category.STRUCTURAL)) {
      columns.structural();
    }
    if (configuration.has(Category.DYNAMIC)) {
      columns.dynamic();
    }
    if (configuration.has(Category.ROLLING)) {
      columns.rolling();
    }
    if (configuration.has(Category.ADVANCED)) {
      columns.advanced();
    }
  }

  /** {@code 0_5}, {@code 5_10}, ... for the bands' names. */
  static String band(FeatureConfiguration configuration, int index) {
    double from = index == 0 ? 0 : configuration.book().bandsBps().get(index - 1);
    return FeatureConfiguration.nameOf(from)
        + "_"
        + FeatureConfiguration.nameOf(configuration.book().bandsBps().get(index))
        + "bps";
  }

  private void identity(InputColumns input) {
    line("capture_ts");
    if (input.timestamp()) {
      line("timestamp");
    }
    if (input.nonce()) {
      line("nonce");
    }
    line("book_state");
    if (!configuration.output().dropRawBookArrays()) {
      line("bids", "asks");
    }
  }

  private void structural() {
    if (configuration.output().keepLevels()) {
      overLevels(
          configuration.book().depthLevels(),
          "bid_price_%",
          "bid_size_%",
          "ask_price_%",
          "ask_size_%");
    }
    line("mid_price");
    line("spread", "relative_spread");
    line("microprice");
    line("micro_minus_mid");
    over(configuration.book().imbalanceLevels(), "imbalance_%");
    line("bid_depth", "ask_depth", "depth_imbalance");
    line("vwap_bid_5", "vwap_ask_5", "vwap_spread_5");
    line("smart_bid_depth", "smart_ask_depth", "smart_depth_imbalance");
    line("bid_slope", "ask_slope");
    line("bid_slope_simple", "ask_slope_simple");
    line("bid_depth_decay_5", "ask_depth_decay_5", "depth_decay_5");
    line("bid_concentration", "ask_concentration");
    line("center_of_gravity", "cog_vs_mid_bps");
    List<String> bands = new ArrayList<>();
    for (int i = 0; i < configuration.book().bandsBps().size(); i++) {
      bands.add(band(configuration, i));
    }
    over(bands, "bid_depth_%", "ask_depth_%", "imbalance_%");
    line("lambda_like", "amihud_like");
    over(
        configuration.book().impactNotionals().stream().map(FeatureConfiguration::nameOf).toList(),
        "buy_impact_bps_%",
        "sell_impact_bps_%");
  }

  private void dynamic() {
    line("history_seconds", "book_age_seconds");
    line("log_return");
    line("mid_velocity");
    line("mid_acceleration");
    overLevels(configuration.flow().ofiLevels(), "ofi_%");
    line("mlofi");
    overWindows("ofi_sum_%s", "mlofi_sum_%s");
    overWindows("ofi_norm_%s");
    overWindows("buy_volume_%s", "sell_volume_%s", "trade_volume_%s", "trade_count_%s");
    overWindows("tfi_%s");
    overWindows("quote_volume_%s", "trade_vwap_%s");
  }

  private void rolling() {
    overWindows("realized_vol_%s");
    overWindows("mean_return_%s");
    overWindows("return_std_%s");
    overWindows("bipower_vol_%s");
    overWindows("mean_relative_spread_%s");
    line("spread_percentile");
    line("spread_regime");
    line("tight_fraction", "wide_fraction");
    line("near_depth_std");
    line(
        "bid_slope_mean_60s",
        "bid_slope_std_60s",
        "ask_slope_mean_60s",
        "ask_slope_std_60s",
        "cog_mean_60s",
        "cog_std_60s");
  }

  private void advanced() {
    line("kyle_lambda", "kyle_lambda_r2");
    line("ofi_impact", "ofi_impact_r2");
    line("vpin");
    over(TRADE_WINDOWS, "roll_spread_%s");
    over(TRADE_WINDOWS, "amihud_%s");
    over(TRADE_WINDOWS, "effective_spread_bps_%s");
  }

  private void line(String... names) {
    table.declare(List.of(names));
  }

  private void overWindows(String... patterns) {
    over(configuration.windows().windowsSeconds(), patterns);
  }

  private void overLevels(int levels, String... patterns) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 1; i <= levels; i++) {
      numbers.add(i);
    }
    over(numbers, patterns);
  }

  private void over(List<?> values, String... patterns) {
    List<String> names = new ArrayList<>();
    for (Object value : values) {
      for (String pattern : patterns) {
        names.add(pattern.replace("%", value.toString()));
      }
    }
    table.declare(names);
  }
}
