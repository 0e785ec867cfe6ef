package dev.silverbook.lake.internal.order;

import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.SnapshotReader;
import java.io.IOException;

/** Snapshots of several objects by time. */
public final class MergedSnapshots extends MergedRows<RawSnapshot, SnapshotReader>
    implements OrderedSnapshots {

  private final RawSnapshot current = new RawSnapshot();

  MergedSnapshots(OrderedRows<RawSnapshot, SnapshotReader> rows) {
    super(rows);
  }

  @Override
  public boolean next() throws IOException {
    if (!rows.next()) {
      return false;
    }
    RawSnapshot row = rows.row();
    current.set(row.captureMicros(), row.exchangeMillis(), row.nonce());
    point(current.bids(), row.bids());
    point(current.asks(), row.asks());
    return true;
  }

  private static void point(RawLevels target, RawLevels source) {
    if (source.absent()) {
      target.setAbsent();
    } else {
      target.set(
          source.prices(),
          source.priceOffset(),
          source.sizes(),
          source.sizeOffset(),
          source.length());
    }
  }

  @Override
  public RawSnapshot current() {
    return current;
  }

  @Override
  public InputColumns columns() {
    return rows.columns();
  }
}
