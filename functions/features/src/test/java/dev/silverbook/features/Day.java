package dev.silverbook.features;

import dev.silverbook.features.quality.DayStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A partition written down by hand: rows and trades go in, columns by name come out. */
final class Day {

  private static final double MICROS = 1e6;

  private static final class Snapshot {
    private final long time;
    private final double[][] bids;
    private final double[][] asks;

    Snapshot(long time, double[][] bids, double[][] asks) {
      this.time = time;
      this.bids = bids;
      this.asks = asks;
    }
  }

  private record Print(long time, double price, double amount, AggressorSide side) {}

  private final List<Snapshot> snapshots = new ArrayList<>();
  private final List<Print> trades = new ArrayList<>();
  private Map<String, Object> configuration = Map.of();
  private boolean tradesPresent;
  private double bucketVolume = Double.NaN;

  static double[][] levels(double... pricesAndSizes) {
    double[][] levels = new double[pricesAndSizes.length / 2][];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = new double[] {pricesAndSizes[2 * i], pricesAndSizes[2 * i + 1]};
    }
    return levels;
  }

  Day configured(Map<String, Object> values) {
    configuration = values;
    return this;
  }

  Day withTrades() {
    tradesPresent = true;
    return this;
  }

  Day bucketVolume(double volume) {
    bucketVolume = volume;
    return this;
  }

  Day book(double seconds, double[][] bids, double[][] asks) {
    snapshots.add(new Snapshot(Math.round(seconds * MICROS), bids, asks));
    return this;
  }

  /** A book of one level a side. */
  Day top(double seconds, double bid, double bidSize, double ask, double askSize) {
    return book(seconds, levels(bid, bidSize), levels(ask, askSize));
  }

  Day trade(double seconds, double price, double amount, AggressorSide side) {
    tradesPresent = true;
    trades.add(new Print(Math.round(seconds * MICROS), price, amount, side));
    return this;
  }

  Result run() {
    FeatureConfiguration parsed = FeatureConfiguration.fromMap(configuration);
    FeatureEngine engine = new FeatureEngine(parsed, InputColumns.ALL, tradesPresent, bucketVolume);
    FeatureRow row = new FeatureRow(engine.schema());
    List<Map<String, Object>> rows = new ArrayList<>();
    int next = 0;
    RawTrade trade = new RawTrade();
    RawSnapshot raw = new RawSnapshot();
    for (Snapshot snapshot : snapshots) {
      while (next < trades.size() && trades.get(next).time <= snapshot.time) {
        feed(engine, trade, trades.get(next++));
      }
      raw.set(snapshot.time, snapshot.time / 1000, rows.size());
      set(raw.bids(), snapshot.bids);
      set(raw.asks(), snapshot.asks);
      engine.onSnapshot(raw, row);
      rows.add(values(engine.schema(), row));
    }
    while (next < trades.size()) {
      feed(engine, trade, trades.get(next++));
    }
    return new Result(rows, engine.counts());
  }

  /** Through the whole partition's engine, on 1970-01-01. */
  Partition partition() {
    FeatureConfiguration parsed = FeatureConfiguration.fromMap(configuration);
    Map<Dataset, List<Map<String, Object>>> rows = new EnumMap<>(Dataset.class);
    PartitionEngine[] engine = new PartitionEngine[1];
    engine[0] =
        new PartitionEngine(
            parsed,
            InputColumns.ALL,
            tradesPresent,
            bucketVolume,
            LocalDate.EPOCH,
            (dataset, part, row) ->
                rows.computeIfAbsent(dataset, key -> new ArrayList<>())
                    .add(values(engine[0].schemas().get(dataset), row)));
    try {
      feed(engine[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Partition(rows, engine[0].statistics());
  }

  private void feed(PartitionEngine engine) throws IOException {
    RawTrade trade = new RawTrade();
    RawSnapshot raw = new RawSnapshot();
    int next = 0;
    int row = 0;
    for (Snapshot snapshot : snapshots) {
      while (next < trades.size() && trades.get(next).time <= snapshot.time) {
        set(trade, trades.get(next++));
        engine.onTrade(trade);
      }
      raw.set(snapshot.time, snapshot.time / 1000, row++);
      set(raw.bids(), snapshot.bids);
      set(raw.asks(), snapshot.asks);
      engine.onSnapshot(raw);
    }
    while (next < trades.size()) {
      set(trade, trades.get(next++));
      engine.onTrade(trade);
    }
    engine.finish();
  }

  private static void set(RawTrade raw, Print print) {
    raw.set(print.time, print.time / 1000, print.price, print.amount, print.side);
  }

  private static void feed(FeatureEngine engine, RawTrade raw, Print print) {
    set(raw, print);
    engine.onTrade(raw);
  }

  private static void set(RawLevels side, double[][] levels) {
    if (levels == null) {
      side.setAbsent();
      return;
    }
    // Offsets that differ, as they do when prices and sizes come from different column chunks.
    double[] prices = new double[levels.length + 1];
    double[] sizes = new double[levels.length + 2];
    Arrays.fill(sizes, -1);
    for (int i = 0; i < levels.length; i++) {
      prices[i + 1] = levels[i][0];
      sizes[i + 2] = levels[i][1];
    }
    side.set(prices, 1, sizes, 2, levels.length);
  }

  private static Map<String, Object> values(FeatureSchema schema, FeatureRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      Column column = schema.columns().get(i);
      int slot = schema.slot(i);
      Object value =
          switch (column.type()) {
            case DOUBLE, FLOAT -> Double.isNaN(row.numbers()[slot]) ? null : row.numbers()[slot];
            case INT64, TIMESTAMP_MICROS ->
                row.integers()[slot] == RawSnapshot.NULL ? null : row.integers()[slot];
            case LABEL -> row.labels()[slot] < 0 ? null : column.labels().get(row.labels()[slot]);
            case BOOLEAN -> row.labels()[slot] < 0 ? null : row.labels()[slot] == 1;
            case LEVELS -> row.snapshot();
          };
      values.put(column.name(), value);
    }
    return values;
  }

  /** What came out of the partition's engine. */
  record Partition(Map<Dataset, List<Map<String, Object>>> rows, DayStatistics measured) {

    /** Rows of one dataset; none when it has none. */
    Result of(Dataset dataset) {
      return new Result(rows.getOrDefault(dataset, List.of()), null);
    }
  }

  /** What came out. */
  record Result(List<Map<String, Object>> rows, EngineCounts counts) {

    Object value(int row, String column) {
      Map<String, Object> values = rows.get(row);
      if (!values.containsKey(column)) {
        throw new AssertionError("no column " + column + " in " + values.keySet());
      }
      return values.get(column);
    }

    double number(int row, String column) {
      Object value = value(row, column);
      if (value == null) {
        throw new AssertionError(column + " is null in row " + row);
      }
      return ((Number) value).doubleValue();
    }
  }
}
