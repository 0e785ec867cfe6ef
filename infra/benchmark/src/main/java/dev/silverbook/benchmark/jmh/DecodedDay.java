package dev.silverbook.benchmark.jmh;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureEngine;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.OrderedTrades;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A decoded day in memory, to feed engines with at almost no cost. */
public final class DecodedDay {

  private static final int SIDES = 2;

  private final int rows;
  private final int levels;
  private final long[] times;

  /** Levels a side of each row; negative for an absent list. */
  private final int[] lengths;

  private final double[] prices;
  private final double[] sizes;
  private final int tradeCount;
  private final long[] tradeTimes;
  private final double[] tradePrices;
  private final double[] tradeAmounts;
  private final AggressorSide[] tradeSides;
  private final double volume;

  DecodedDay(BronzeDay day) throws IOException {
    levels = day.levels;
    times = new long[day.rows];
    lengths = new int[SIDES * day.rows];
    prices = new double[SIDES * day.rows * levels];
    sizes = new double[SIDES * day.rows * levels];
    tradeTimes = new long[day.trades];
    tradePrices = new double[day.trades];
    tradeAmounts = new double[day.trades];
    tradeSides = new AggressorSide[day.trades];
    int row = 0;
    try (OrderedSnapshots snapshots = day.snapshots()) {
      while (snapshots.next()) {
        RawSnapshot snapshot = snapshots.current();
        times[row] = snapshot.captureMicros();
        keep(snapshot.bids(), SIDES * row);
        keep(snapshot.asks(), SIDES * row + 1);
        row++;
      }
    }
    rows = row;
    int trade = 0;
    double amount = 0;
    try (OrderedTrades trades = day.trades()) {
      while (trades.next()) {
        RawTrade current = trades.current();
        tradeTimes[trade] = current.captureMicros();
        tradePrices[trade] = current.price();
        tradeAmounts[trade] = current.amount();
        tradeSides[trade] = current.side();
        amount += current.amount();
        trade++;
      }
    }
    tradeCount = trade;
    volume = amount;
  }

  /** Receives each computed row; the same instance every time. */
  interface RowSink {
    void row(FeatureRow row) throws IOException;
  }

  /** An engine for this day that computes these categories; none for time and book state only. */
  FeatureEngine engine(List<String> categories) {
    FeatureConfiguration configuration =
        FeatureConfiguration.fromMap(Map.of("categories", categories));
    return new FeatureEngine(
        configuration, InputColumns.ALL, true, volume / configuration.vpinBucketsPerDay());
  }

  /** Feeds the day to an engine. */
  void play(FeatureEngine engine, RowSink sink) throws IOException {
    RawSnapshot snapshot = new RawSnapshot();
    RawTrade trade = new RawTrade();
    FeatureRow out = new FeatureRow(engine.schema());
    int next = 0;
    for (int row = 0; row < rows; row++) {
      while (next < tradeCount && tradeTimes[next] <= times[row]) {
        trade.set(
            tradeTimes[next],
            RawSnapshot.NULL,
            tradePrices[next],
            tradeAmounts[next],
            tradeSides[next]);
        engine.onTrade(trade);
        next++;
      }
      snapshot.set(times[row], times[row] / 1_000, row);
      point(snapshot.bids(), SIDES * row);
      point(snapshot.asks(), SIDES * row + 1);
      engine.onSnapshot(snapshot, out);
      sink.row(out);
    }
  }

  private void keep(RawLevels side, int index) {
    lengths[index] = side.absent() ? -1 : side.length();
    System.arraycopy(side.prices(), side.priceOffset(), prices, index * levels, side.length());
    System.arraycopy(side.sizes(), side.sizeOffset(), sizes, index * levels, side.length());
  }

  private void point(RawLevels side, int index) {
    if (lengths[index] < 0) {
      side.setAbsent();
    } else {
      side.set(prices, index * levels, sizes, index * levels, lengths[index]);
    }
  }
}
