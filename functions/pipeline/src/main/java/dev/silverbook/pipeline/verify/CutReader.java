package dev.silverbook.pipeline.verify;

import dev.silverbook.features.Clock;
import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.OrderedTrades;
import dev.silverbook.lake.PartitionReader;
import dev.silverbook.lake.ReadCounts;
import dev.silverbook.lake.TimedReader;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/** Reads a partition as if nothing had come after a time. */
final class CutReader implements PartitionReader {

  private final PartitionReader whole;
  private final Clock clock;
  private final long cut;

  /**
   * The part of {@code whole} up to {@code cut}, inclusive.
   *
   * @param cut microseconds since the epoch, by {@code clock}
   */
  CutReader(PartitionReader whole, Clock clock, long cut) {
    this.whole = whole;
    this.clock = clock;
    this.cut = cut;
  }

  @Override
  public PartitionReader on(LocalDate day) {
    return new CutReader(whole.on(day), clock, cut);
  }

  @Override
  public OrderedSnapshots snapshots(List<? extends InputObject> objects) throws IOException {
    return new Snapshots(whole.snapshots(objects));
  }

  @Override
  public OrderedTrades trades(List<? extends InputObject> objects) throws IOException {
    return new Trades(whole.trades(objects));
  }

  /** A stream that ends at the first row after the cut. */
  private abstract static class Rows<R extends TimedReader> implements TimedReader {
    final R rows;
    private boolean ended;

    Rows(R rows) {
      this.rows = rows;
    }

    abstract boolean beforeTheCut();

    @Override
    public boolean next() throws IOException {
      if (ended) {
        return false;
      }
      ended = !rows.next() || !beforeTheCut();
      return !ended;
    }

    @Override
    public String object() {
      return rows.object();
    }

    @Override
    public long row() {
      return rows.row();
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }

  private final class Snapshots extends Rows<OrderedSnapshots> implements OrderedSnapshots {
    Snapshots(OrderedSnapshots rows) {
      super(rows);
    }

    @Override
    boolean beforeTheCut() {
      return rows.current().time(clock) <= cut;
    }

    @Override
    public RawSnapshot current() {
      return rows.current();
    }

    @Override
    public InputColumns columns() {
      return rows.columns();
    }

    @Override
    public ReadCounts counts() {
      return rows.counts();
    }

    @Override
    public InputReport report() {
      return rows.report();
    }
  }

  private final class Trades extends Rows<OrderedTrades> implements OrderedTrades {
    Trades(OrderedTrades rows) {
      super(rows);
    }

    @Override
    boolean beforeTheCut() {
      return rows.current().time(clock) <= cut;
    }

    @Override
    public RawTrade current() {
      return rows.current();
    }

    @Override
    public long tradeId() {
      return rows.tradeId();
    }

    @Override
    public ReadCounts counts() {
      return rows.counts();
    }

    @Override
    public InputReport report() {
      return rows.report();
    }
  }
}
