package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.ADVANCED;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.estimator.RollSpread;
import dev.silverbook.features.internal.trade.Trade;
import dev.silverbook.features.internal.window.RollingSums;

/**
 * What trading costs, from trades: Roll's spread, Amihud's illiquidity and the effective spread.
 *
 * <p>Source: Roll (1984); Amihud (2002), Illiquidity and stock returns, J. Financial Markets 5(1).
 */
final class TradeCostGroup extends FeatureGroup implements TradeListener {

  private static final Windows WINDOWS = new Windows(60, 300);
  private static final double BASIS_POINTS = 1e4;
  private static final int COST = 0;
  private static final int AMOUNT = 1;

  private final boolean present;
  private final int[] roll = new int[WINDOWS.count()];
  private final int[] amihud = new int[WINDOWS.count()];
  private final int[] effective = new int[WINDOWS.count()];
  private final RollSpread rollSpread = new RollSpread(WINDOWS.micros());
  private final RollingSums illiquidity = new RollingSums(1, WINDOWS.micros());
  private final RollingSums costs = new RollingSums(2, WINDOWS.micros());

  TradeCostGroup(ColumnList columns, boolean tradesPresent) {
    present = tradesPresent;
    for (int w = 0; w < roll.length; w++) {
      roll[w] =
          columns.add(
              column(
                  "roll_spread" + WINDOWS.suffix(w),
                  "quote",
                  "2 sqrt(-cov) of successive trade price changes over "
                      + WINDOWS.text(w)
                      + "; null below 3 changes or when cov >= 0; every print of a sweeping order"
                      + " counts",
                  "after Roll 1984"));
    }
    for (int w = 0; w < amihud.length; w++) {
      amihud[w] =
          columns.add(
              column(
                  "amihud" + WINDOWS.suffix(w),
                  "1 per quote",
                  "mean of abs(log_return) / traded value over rows with both, "
                      + WINDOWS.text(w)
                      + "; per row, where the paper is per day",
                  "after Amihud 2002"));
    }
    for (int w = 0; w < effective.length; w++) {
      effective[w] =
          columns.add(
              column(
                  "effective_spread_bps" + WINDOWS.suffix(w),
                  "bp",
                  "volume-weighted mean of 2 abs(price - m) / m * 10^4 over the trades of "
                      + WINDOWS.text(w)
                      + ", m the mid of the last usable row strictly before the trade: it grows as"
                      + " books get rarer",
                  ""));
    }
  }

  private static Column column(String name, String unit, String definition, String source) {
    return Column.number(name, ADVANCED, unit, definition).from(source).withTrades();
  }

  @Override
  public void onTrade(Trade trade, double lastMid) {
    rollSpread.add(trade.time(), trade.price());
    if (!Double.isNaN(lastMid)) {
      double cost = 2 * Math.abs(trade.price() - lastMid) / lastMid * BASIS_POINTS;
      costs.stageProduct(COST, trade.amount(), cost);
      costs.stage(AMOUNT, trade.amount());
      costs.advanceAndPush(trade.time(), trade.time());
    }
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    if (!present) {
      return;
    }
    long time = row.time();
    rollSpread.advance(time);
    costs.advance(time);
    if (row.hasPredecessor() && row.interval().traded()) {
      illiquidity.stage(0, Math.abs(row.logReturn()) / row.interval().value());
      illiquidity.advanceAndPush(time, time);
    } else {
      illiquidity.advance(time);
    }
    for (int w = 0; w < WINDOWS.count(); w++) {
      out.set(roll[w], rollSpread.spread(w));
      out.set(amihud[w], illiquidity.sum(w, 0) / illiquidity.count(w));
      if (costs.count(w) > 0) {
        out.set(effective[w], costs.sum(w, COST) / costs.sum(w, AMOUNT));
      }
    }
  }
}
