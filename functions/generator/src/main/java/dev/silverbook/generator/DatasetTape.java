package dev.silverbook.generator;

import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import java.io.IOException;

/** Writes a recorded day to its two datasets. */
final class DatasetTape implements Tape {

  private static final int COLLECTED_AT = slot(BronzeSchema.SNAPSHOTS, "collected_at");
  private static final int CAPTURE_TS = slot(BronzeSchema.SNAPSHOTS, "capture_ts");
  private static final int TIMESTAMP = slot(BronzeSchema.SNAPSHOTS, "timestamp");
  private static final int NONCE = slot(BronzeSchema.SNAPSHOTS, "nonce");
  private static final int TRADE_COLLECTED_AT = slot(BronzeSchema.TRADES, "collected_at");
  private static final int TRADE_CAPTURE_TS = slot(BronzeSchema.TRADES, "capture_ts");
  private static final int TRADE_TIMESTAMP = slot(BronzeSchema.TRADES, "timestamp");
  private static final int SIDE = slot(BronzeSchema.TRADES, "side");
  private static final int PRICE = slot(BronzeSchema.TRADES, "price");
  private static final int AMOUNT = slot(BronzeSchema.TRADES, "amount");

  private final SegmentedDataset snapshots;
  private final SegmentedDataset trades;
  private final FeatureRow snapshotRow = new FeatureRow(BronzeSchema.SNAPSHOTS);
  private final FeatureRow tradeRow = new FeatureRow(BronzeSchema.TRADES);

  DatasetTape(SegmentedDataset snapshots, SegmentedDataset trades) {
    this.snapshots = snapshots;
    this.trades = trades;
  }

  @Override
  public void snapshot(RawSnapshot snapshot) throws IOException {
    long[] integers = snapshotRow.integers();
    integers[COLLECTED_AT] = Math.floorDiv(snapshot.captureMicros(), 1_000L);
    integers[CAPTURE_TS] = snapshot.captureMicros();
    integers[TIMESTAMP] = snapshot.exchangeMillis();
    integers[NONCE] = snapshot.nonce();
    snapshotRow.setSnapshot(snapshot);
    snapshots.write(snapshot.captureMicros(), snapshotRow);
  }

  @Override
  public void trade(RawTrade trade) throws IOException {
    long[] integers = tradeRow.integers();
    integers[TRADE_COLLECTED_AT] = Math.floorDiv(trade.captureMicros(), 1_000L);
    integers[TRADE_CAPTURE_TS] = trade.captureMicros();
    integers[TRADE_TIMESTAMP] = trade.exchangeMillis();
    tradeRow.labels()[SIDE] =
        switch (trade.side()) {
          case BUY -> 0;
          case SELL -> 1;
          case UNKNOWN -> -1;
        };
    tradeRow.set(PRICE, trade.price());
    tradeRow.set(AMOUNT, trade.amount());
    trades.write(trade.captureMicros(), tradeRow);
  }

  private static int slot(FeatureSchema schema, String column) {
    return schema.slot(schema.indexOf(column));
  }
}
