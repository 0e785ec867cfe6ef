package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.DYNAMIC;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.trade.Trade;
import dev.silverbook.features.internal.window.RollingSums;

/** Traded volume by aggressor over windows, and its imbalance. */
final class TradeFlowGroup extends FeatureGroup implements TradeListener {

  private static final int BOUGHT = 0;
  private static final int SOLD = 1;
  private static final int TOTAL = 2;
  private static final int VALUE = 3;

  private final int[] bought;
  private final int[] sold;
  private final int[] total;
  private final int[] count;
  private final int[] imbalance;
  private final int[] value;
  private final int[] averagePrice;
  private final boolean present;
  private final RollingSums sums;

  TradeFlowGroup(ColumnList columns, Windows windows, boolean tradesPresent) {
    present = tradesPresent;
    bought = new int[windows.count()];
    sold = new int[windows.count()];
    total = new int[windows.count()];
    count = new int[windows.count()];
    imbalance = new int[windows.count()];
    for (int w = 0; w < windows.count(); w++) {
      String suffix = windows.suffix(w);
      String over = " over " + windows.text(w);
      bought[w] = columns.add(volume("buy_volume" + suffix, "volume bought by aggressors" + over));
      sold[w] = columns.add(volume("sell_volume" + suffix, "volume sold by aggressors" + over));
      total[w] = columns.add(volume("trade_volume" + suffix, "traded volume" + over));
      count[w] =
          columns.add(
              Column.number("trade_count" + suffix, DYNAMIC, "1", "number of trades" + over)
                  .withTrades()
                  .asInteger());
    }
    for (int w = 0; w < windows.count(); w++) {
      imbalance[w] =
          columns.add(
              Column.number(
                      "tfi" + windows.suffix(w),
                      DYNAMIC,
                      "1",
                      "trade-flow imbalance (buy - sell) / (buy + sell) over "
                          + windows.text(w)
                          + "; null when no volume")
                  .withTrades());
    }
    value = new int[windows.count()];
    averagePrice = new int[windows.count()];
    for (int w = 0; w < windows.count(); w++) {
      String over = " over " + windows.text(w);
      value[w] =
          columns.add(
              Column.number(
                      "quote_volume" + windows.suffix(w),
                      DYNAMIC,
                      "quote",
                      "sum of price * amount of the trades" + over + "; 0 when there is none")
                  .withTrades());
      averagePrice[w] =
          columns.add(
              Column.number(
                      "trade_vwap" + windows.suffix(w),
                      DYNAMIC,
                      "quote",
                      "sum of price * amount / sum of amount of the trades" + over)
                  .withTrades());
    }
    sums = new RollingSums(4, windows.micros());
  }

  private static Column volume(String name, String definition) {
    return Column.number(name, DYNAMIC, "base", definition + "; 0 when there is none").withTrades();
  }

  @Override
  public void onTrade(Trade trade, double lastMid) {
    sums.stage(BOUGHT, trade.bought());
    sums.stage(SOLD, trade.sold());
    sums.stage(TOTAL, trade.amount());
    sums.stageProduct(VALUE, trade.price(), trade.amount());
    sums.advanceAndPush(trade.time(), trade.time());
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    if (!present) {
      return;
    }
    sums.advance(row.time());
    for (int w = 0; w < bought.length; w++) {
      double buy = sums.sum(w, BOUGHT);
      double sell = sums.sum(w, SOLD);
      out.set(bought[w], buy);
      out.set(sold[w], sell);
      double amount = sums.sum(w, TOTAL);
      double traded = sums.sum(w, VALUE);
      out.set(total[w], amount);
      out.set(value[w], traded);
      out.set(averagePrice[w], traded / amount);
      out.integers()[count[w]] = sums.count(w);
      out.set(imbalance[w], Ratios.imbalance(buy, sell));
    }
  }
}
