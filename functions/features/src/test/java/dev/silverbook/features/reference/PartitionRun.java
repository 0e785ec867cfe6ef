package dev.silverbook.features.reference;

import dev.silverbook.features.Clock;
import dev.silverbook.features.Column;
import dev.silverbook.features.Dataset;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.PartitionEngine;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Feeds a scenario to the partition's engine and keeps bars and labels. */
final class PartitionRun {

  private final PartitionEngine engine;
  private final Clock clock;
  private final RawSnapshot snapshot = new RawSnapshot();
  private final RawTrade trade = new RawTrade();
  private final List<List<Map<String, Object>>> bars = new ArrayList<>();
  private final List<Map<String, Object>> labels = new ArrayList<>();
  private int rows;

  private PartitionRun(Scenario scenario, LocalDate day) {
    for (int i = 0; i < scenario.configuration().output().bars().size(); i++) {
      bars.add(new ArrayList<>());
    }
    this.clock = scenario.configuration().clock();
    this.engine =
        new PartitionEngine(
            scenario.configuration(),
            scenario.input(),
            scenario.tradesPresent(),
            scenario.vpinBucketVolume(),
            day,
            this::keep);
  }

  static PartitionRun of(Scenario scenario, LocalDate day) {
    PartitionRun run = new PartitionRun(scenario, day);
    try {
      run.feed(scenario);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return run;
  }

  /** By kind, then in order. */
  List<List<Map<String, Object>>> bars() {
    return bars;
  }

  List<Map<String, Object>> labels() {
    return labels;
  }

  int rows() {
    return rows;
  }

  private void feed(Scenario scenario) throws IOException {
    Iterator<TradeInput> trades = scenario.orderedTrades().iterator();
    TradeInput next = trades.hasNext() ? trades.next() : null;
    for (SnapshotInput input : scenario.orderedSnapshots()) {
      long time = Objects.requireNonNull(input.time(clock));
      while (next != null && Objects.requireNonNull(next.time(clock)) <= time) {
        take(next);
        next = trades.hasNext() ? trades.next() : null;
      }
      snapshot.set(
          EngineRun.raw(input.captureMicros()),
          EngineRun.raw(input.exchangeMillis()),
          EngineRun.raw(input.nonce()));
      EngineRun.point(snapshot.bids(), input.bids());
      EngineRun.point(snapshot.asks(), input.asks());
      engine.onSnapshot(snapshot);
    }
    while (next != null) {
      take(next);
      next = trades.hasNext() ? trades.next() : null;
    }
    engine.finish();
  }

  private void take(TradeInput input) throws IOException {
    trade.set(
        EngineRun.raw(input.captureMicros()),
        EngineRun.raw(input.exchangeMillis()),
        input.price() == null ? Double.NaN : input.price(),
        input.amount() == null ? Double.NaN : input.amount(),
        input.side());
    engine.onTrade(trade);
  }

  private void keep(Dataset dataset, int part, FeatureRow row) {
    switch (dataset) {
      case ORDERBOOK -> rows++;
      case BARS -> bars.get(part).add(values(engine.schemas().get(dataset), row));
      case LABELS -> labels.add(values(engine.schemas().get(dataset), row));
    }
  }

  private static Map<String, Object> values(FeatureSchema schema, FeatureRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      Column column = schema.columns().get(i);
      int slot = schema.slot(i);
      values.put(
          column.name(),
          switch (column.type()) {
            case DOUBLE, FLOAT ->
                Double.isNaN(row.numbers()[slot]) ? null : (Object) row.numbers()[slot];
            case INT64, TIMESTAMP_MICROS ->
                row.integers()[slot] == RawSnapshot.NULL ? null : row.integers()[slot];
            case LABEL -> column.labels().get(row.labels()[slot]);
            case BOOLEAN -> row.labels()[slot] == 1;
            case LEVELS -> throw new IllegalStateException(column.name());
          });
    }
    return values;
  }
}
