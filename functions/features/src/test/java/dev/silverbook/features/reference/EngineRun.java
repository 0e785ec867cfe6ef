package dev.silverbook.features.reference;

import dev.silverbook.features.Clock;
import dev.silverbook.features.Column;
import dev.silverbook.features.EngineCounts;
import dev.silverbook.features.FeatureEngine;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * Feeds a scenario to the engine the way a reader does: one snapshot, one trade and one row buffer,
 * overwritten each time. Before each row the buffer holds rubbish, and after each row the input
 * arrays do, so a slot that is not filled or an array that is kept shows.
 */
final class EngineRun {

  private static final double RUBBISH = -987_654.321;

  private final FeatureEngine engine;
  private final Clock clock;
  private final RawSnapshot snapshot = new RawSnapshot();
  private final RawTrade trade = new RawTrade();
  private final FeatureRow row;
  private final List<List<Object>> rows = new ArrayList<>();

  /**
   * A run to be fed by hand.
   *
   * @param scenario configuration, input columns and bucket volume; its rows are not looked at
   */
  EngineRun(Scenario scenario) {
    this.engine =
        new FeatureEngine(
            scenario.configuration(),
            scenario.input(),
            scenario.tradesPresent(),
            scenario.vpinBucketVolume());
    this.clock = scenario.configuration().clock();
    this.row = new FeatureRow(engine.schema());
  }

  /** Runs the whole scenario. */
  static EngineRun of(Scenario scenario) {
    EngineRun run = new EngineRun(scenario);
    Iterator<TradeInput> trades = scenario.orderedTrades().iterator();
    TradeInput next = trades.hasNext() ? trades.next() : null;
    for (SnapshotInput input : scenario.orderedSnapshots()) {
      while (next != null && run.timeOf(next) <= Objects.requireNonNull(input.time(run.clock))) {
        run.take(next);
        next = trades.hasNext() ? trades.next() : null;
      }
      run.take(input);
    }
    while (next != null) {
      run.take(next);
      next = trades.hasNext() ? trades.next() : null;
    }
    run.finish();
    return run;
  }

  FeatureSchema schema() {
    return engine.schema();
  }

  EngineCounts counts() {
    return engine.counts();
  }

  /** Forgets the rows so far; the engine does not. */
  void forgetRows() {
    rows.clear();
  }

  /** Per row, per column: null, Double, Long or String. */
  List<List<Object>> rows() {
    return rows;
  }

  private long timeOf(TradeInput input) {
    return Objects.requireNonNull(input.time(clock));
  }

  void take(TradeInput input) {
    trade.set(
        raw(input.captureMicros()),
        raw(input.exchangeMillis()),
        input.price() == null ? Double.NaN : input.price(),
        input.amount() == null ? Double.NaN : input.amount(),
        input.side());
    spoil();
    if (engine.onTrade(trade, row)) {
      keep();
    }
  }

  void take(SnapshotInput input) {
    snapshot.set(raw(input.captureMicros()), raw(input.exchangeMillis()), raw(input.nonce()));
    point(snapshot.bids(), input.bids());
    point(snapshot.asks(), input.asks());
    spoil();
    if (engine.onSnapshot(snapshot, row)) {
      keep();
    }
    Arrays.fill(snapshot.bids().prices(), RUBBISH);
    Arrays.fill(snapshot.bids().sizes(), RUBBISH);
    Arrays.fill(snapshot.asks().prices(), RUBBISH);
    Arrays.fill(snapshot.asks().sizes(), RUBBISH);
  }

  private void finish() {
    spoil();
    if (engine.finish(row)) {
      keep();
    }
  }

  private void spoil() {
    Arrays.fill(row.numbers(), RUBBISH);
    Arrays.fill(row.integers(), (long) RUBBISH);
    Arrays.fill(row.labels(), (byte) 0);
    row.setSnapshot(null);
  }

  private void keep() {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < schema().columns().size(); i++) {
      values.add(value(schema().columns().get(i), schema().slot(i)));
    }
    rows.add(values);
  }

  /** Neither missing nor overwritten, and of the row that says so. */
  private boolean asRead() {
    RawSnapshot levels = row.snapshot();
    return levels != null
        && levels.captureMicros() == row.integers()[0]
        && Arrays.stream(
                levels.bids().prices(),
                levels.bids().priceOffset(),
                levels.bids().priceOffset() + levels.bids().length())
            .noneMatch(price -> price == RUBBISH);
  }

  private Object value(Column column, int slot) {
    return switch (column.type()) {
      case DOUBLE, FLOAT -> {
        double value = row.numbers()[slot];
        yield Double.isNaN(value) ? null : Double.valueOf(value);
      }
      case INT64, TIMESTAMP_MICROS -> {
        long value = row.integers()[slot];
        yield value == RawSnapshot.NULL ? null : Long.valueOf(value);
      }
      case LABEL -> {
        int code = row.labels()[slot];
        yield code < 0 ? null : column.labels().get(code);
      }
      case BOOLEAN -> throw new IllegalStateException(column.name());
      case LEVELS -> asRead() ? ReferenceTable.AS_READ : null;
    };
  }

  /** Different offsets for prices and sizes, with rubbish around, as in a decoded column chunk. */
  static void point(RawLevels side, List<Level> levels) {
    if (levels == null) {
      side.setAbsent();
      return;
    }
    int count = levels.size();
    double[] prices = new double[count + 3];
    double[] sizes = new double[count + 5];
    Arrays.fill(prices, RUBBISH);
    Arrays.fill(sizes, RUBBISH);
    for (int i = 0; i < count; i++) {
      prices[i + 2] = raw(levels.get(i).price());
      sizes[i + 1] = raw(levels.get(i).size());
    }
    side.set(prices, 2, sizes, 1, count);
  }

  private static double raw(Double value) {
    return value == null ? RawLevels.NULL_VALUE : value;
  }

  static long raw(Long value) {
    return value == null ? RawSnapshot.NULL : value;
  }
}
