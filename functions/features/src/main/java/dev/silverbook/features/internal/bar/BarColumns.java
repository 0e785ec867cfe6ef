package dev.silverbook.features.internal.bar;

import static dev.silverbook.features.Category.DYNAMIC;
import static dev.silverbook.features.Category.IDENTITY;
import static dev.silverbook.features.Category.ROLLING;
import static dev.silverbook.features.Category.STRUCTURAL;

import dev.silverbook.features.Category;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.internal.engine.Carried;
import dev.silverbook.features.internal.group.ColumnList;
import dev.silverbook.features.settings.BarKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The columns of a bar. Each number is declared together with what fills it, so that definition and
 * value stand in one place.
 */
public final class BarColumns {

  private static final String LAST_ROW =
      "; of the last usable row at or before bar_end, gap or not";

  private final ColumnList columns = new ColumnList();
  private final List<ToDoubleFunction<OpenBar>> fillers = new ArrayList<>();
  private final List<Integer> fillerSlots = new ArrayList<>();
  private final List<Boolean> fillerNeedsTrades = new ArrayList<>();
  private final FeatureSchema schema;
  private final int bar;
  private final int start;
  private final int end;
  private final int complete;
  private final int rows;
  private final int usableRows;
  private final int openMid;
  private final int highMid;
  private final int lowMid;
  private final int closeMid;
  private final int logReturn;
  private final int tradeCount;
  private final int[] carried = new int[Carried.COLUMNS.size()];

  /** The columns that {@code configuration} leads to. */
  public BarColumns(FeatureConfiguration configuration) {
    List<String> names = configuration.output().bars().stream().map(BarKind::name).toList();
    bar = columns.add(identity("bar", ColumnType.LABEL, "1", "kind of bar").asLabel(names));
    start =
        columns.add(
            identity("bar_start", ColumnType.TIMESTAMP_MICROS, "us", "the bar begins after this"));
    end =
        columns.add(
            identity("bar_end", ColumnType.TIMESTAMP_MICROS, "us", "the bar's last moment, UTC"));
    complete =
        columns.add(
            identity(
                "complete", ColumnType.BOOLEAN, "1", "whether its end was reached in the data"));
    rows = columns.add(count("rows", "snapshots in it"));
    usableRows = columns.add(count("usable_rows", "snapshots in it with a usable book"));
    add(STRUCTURAL, "coverage", "1", "share of its time with a usable book", BarColumns::coverage);
    openMid =
        columns.add(
            quote("open_mid", "mid holding at bar_start, else of its first usable snapshot"));
    highMid = columns.add(quote("high_mid", "largest of open_mid and its usable snapshots"));
    lowMid = columns.add(quote("low_mid", "smallest of open_mid and its usable snapshots"));
    closeMid = columns.add(quote("close_mid", "mid of its last usable snapshot, else open_mid"));
    mean("mean_mid", "quote", "mid", BookFacts.MID);
    mean("mean_relative_spread", "1", "spread / mid", BookFacts.RELATIVE_SPREAD);
    mean("mean_imbalance_1", "1", "imbalance of the best level", BookFacts.IMBALANCE_1);
    mean("mean_imbalance_5", "1", "imbalance of the first 5 levels", BookFacts.IMBALANCE_5);
    mean("mean_bid_depth", "base", "bid size over all kept levels", BookFacts.BID_DEPTH);
    mean("mean_ask_depth", "base", "ask size over all kept levels", BookFacts.ASK_DEPTH);
    String spread = "relative spread of its usable snapshots";
    add(STRUCTURAL, "min_relative_spread", "1", "least " + spread, b -> b.book.leastSpread);
    add(STRUCTURAL, "max_relative_spread", "1", "greatest " + spread, b -> b.book.greatestSpread);
    logReturn =
        columns.add(
            Column.number(
                "log_return", DYNAMIC, "1", "ln(close_mid / close_mid of the bar before)"));
    add(
        ROLLING,
        "realized_vol",
        "1",
        "sqrt(sum of squared log returns of its snapshots)",
        b -> b.book.realizedVolatility());
    add(
        ROLLING,
        "bipower_vol",
        "1",
        "sqrt(pi/2 * sum of abs(r_j) abs(r_(j-1))) over successive snapshots, both in it",
        b -> b.book.bipowerVolatility());
    add(DYNAMIC, "ofi", "base", "sum of ofi_1 over its snapshots", b -> b.book.orderFlow());
    add(DYNAMIC, "mlofi", "base", "sum of mlofi over its snapshots", b -> b.book.multiLevelFlow());
    add(
        DYNAMIC,
        "ofi_norm",
        "1",
        "ofi / mean of (bid_size_1 + ask_size_1) / 2 of its usable snapshots",
        b -> b.book.orderFlow() / b.book.meanBestSize());
    trade("trade_open", "quote", "price of its first trade", b -> b.trades.open);
    trade("trade_high", "quote", "highest price of its trades", b -> b.trades.high);
    trade("trade_low", "quote", "lowest price of its trades", b -> b.trades.low);
    trade("trade_close", "quote", "price of its last trade", b -> b.trades.close);
    trade("vwap", "quote", "quote_volume / volume", b -> b.trades.value() / b.trades.volume());
    trade("volume", "base", "traded volume", b -> b.trades.volume());
    trade("buy_volume", "base", "volume bought by aggressors", b -> b.trades.bought());
    trade("sell_volume", "base", "volume sold by aggressors", b -> b.trades.sold());
    trade("quote_volume", "quote", "sum of price * amount", b -> b.trades.value());
    tradeCount = columns.add(count("trade_count", "number of trades").withTrades());
    trade("tfi", "1", "(buy - sell) / (buy + sell) of its volume", BarColumns::tradeFlow);
    List<Column> repeated = Carried.declarations(configuration);
    for (int i = 0; i < carried.length; i++) {
      Column column = repeated.get(i);
      carried[i] = columns.add(column.describedAs(column.definition() + LAST_ROW));
    }
    schema = new FeatureSchema(columns.columns(), configuration.output().encoding());
  }

  /** The columns, in file order. */
  public FeatureSchema schema() {
    return schema;
  }

  /** What is carried before the first usable row. */
  double[] nothingCarried() {
    double[] nothing = new double[carried.length];
    Arrays.fill(nothing, Double.NaN);
    return nothing;
  }

  /** {@code close_mid} of a bar that was filled; NaN is null. */
  double closeMid(FeatureRow row) {
    return row.numbers()[closeMid];
  }

  void fill(
      int kind,
      OpenBar from,
      boolean isComplete,
      boolean tradesPresent,
      double closeBefore,
      double[] carriedValues,
      FeatureRow out) {
    out.clear();
    out.labels()[bar] = (byte) kind;
    out.labels()[complete] = (byte) (isComplete ? 1 : 0);
    out.integers()[start] = from.start;
    out.integers()[end] = from.end;
    out.integers()[rows] = from.book.rows;
    out.integers()[usableRows] = from.book.usable;
    fillMids(from, closeBefore, out);
    for (int i = 0; i < fillers.size(); i++) {
      if (tradesPresent || !fillerNeedsTrades.get(i)) {
        out.set(fillerSlots.get(i), fillers.get(i).applyAsDouble(from));
      }
    }
    if (tradesPresent) {
      out.integers()[tradeCount] = from.trades.count;
    }
    for (int i = 0; i < carried.length; i++) {
      out.set(carried[i], carriedValues[i]);
    }
  }

  private void fillMids(OpenBar from, double closeBefore, FeatureRow out) {
    BookPart book = from.book;
    double open = Double.isNaN(from.openMid) ? book.first : from.openMid;
    double close = book.usable > 0 ? book.last : open;
    out.set(openMid, open);
    // NaN stays NaN; without usable snapshots the extremes are infinite the harmless way.
    out.set(highMid, Math.max(open, book.high));
    out.set(lowMid, Math.min(open, book.low));
    out.set(closeMid, close);
    out.set(logReturn, Math.log(close / closeBefore));
  }

  private static double coverage(OpenBar bar) {
    long length = bar.end - bar.start;
    return length == 0 ? Double.NaN : (double) bar.book.covered / length;
  }

  private static double tradeFlow(OpenBar bar) {
    double buy = bar.trades.bought();
    double sell = bar.trades.sold();
    return (buy - sell) / (buy + sell);
  }

  private static Column identity(String name, ColumnType type, String unit, String definition) {
    return new Column(name, type, IDENTITY, unit, definition, "", false, true, List.of());
  }

  private static Column count(String name, String definition) {
    return Column.number(name, DYNAMIC, "1", definition).asInteger();
  }

  private static Column quote(String name, String definition) {
    return Column.number(name, STRUCTURAL, "quote", definition);
  }

  private void mean(String name, String unit, String quantity, int index) {
    add(
        STRUCTURAL,
        name,
        unit,
        "time-weighted mean of " + quantity + " over covered time",
        b -> b.book.mean(index));
  }

  private void trade(
      String name, String unit, String definition, ToDoubleFunction<OpenBar> filler) {
    add(Column.number(name, DYNAMIC, unit, definition).withTrades(), filler);
  }

  private void add(
      Category category,
      String name,
      String unit,
      String definition,
      ToDoubleFunction<OpenBar> filler) {
    add(Column.number(name, category, unit, definition), filler);
  }

  private void add(Column column, ToDoubleFunction<OpenBar> filler) {
    fillerSlots.add(columns.add(column));
    fillerNeedsTrades.add(column.needsTrades());
    fillers.add(filler);
  }
}
