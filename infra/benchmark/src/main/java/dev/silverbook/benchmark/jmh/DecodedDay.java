package dev.silverbook.benchmark.jmh;

import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureEngine;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.OrderedTrades;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A decoded day in memory, to feed engines with at almost no cost. */
public final class DecodedDay {

  private final List<RawSnapshot> snapshots = new ArrayList<>();
  private final List<RawTrade> trades = new ArrayList<>();

  DecodedDay(BronzeDay day) throws IOException {
    try (OrderedSnapshots decoded = day.snapshots()) {
      while (decoded.next()) {
        RawSnapshot current = decoded.current();
        RawSnapshot kept = new RawSnapshot();
        kept.set(current.captureMicros(), current.exchangeMillis(), current.nonce());
        kept.bids().copy(current.bids());
        kept.asks().copy(current.asks());
        snapshots.add(kept);
      }
    }
    try (OrderedTrades decoded = day.trades()) {
      while (decoded.next()) {
        RawTrade current = decoded.current();
        RawTrade kept = new RawTrade();
        kept.set(
            current.captureMicros(),
            current.exchangeMillis(),
            current.price(),
            current.amount(),
            current.side());
        trades.add(kept);
      }
    }
  }

  /** Receives each computed row; the same instance every time. */
  interface RowSink {
    void row(FeatureRow row) throws IOException;
  }

  /** An engine for this day that computes these categories; none for time and book state only. */
  FeatureEngine engine(List<String> categories) {
    FeatureConfiguration configuration =
        FeatureConfiguration.fromMap(Map.of("categories", categories));
    double volume = trades.stream().mapToDouble(RawTrade::amount).sum();
    return new FeatureEngine(
        configuration, InputColumns.ALL, true, volume / configuration.vpinBucketsPerDay());
  }

  /** Feeds the day to an engine. */
  void play(FeatureEngine engine, RowSink sink) throws IOException {
    FeatureRow out = new FeatureRow(engine.schema());
    int next = 0;
    for (RawSnapshot snapshot : snapshots) {
      while (next < trades.size() && trades.get(next).captureMicros() <= snapshot.captureMicros()) {
        engine.onTrade(trades.get(next));
        next++;
      }
      engine.onSnapshot(snapshot, out);
      sink.row(out);
    }
  }
}
