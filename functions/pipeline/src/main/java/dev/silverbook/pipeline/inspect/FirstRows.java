package dev.silverbook.pipeline.inspect;

import dev.silverbook.features.Clock;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.BookRows;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.PartWriter;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.TimeReader;
import dev.silverbook.lake.TimedReader;
import dev.silverbook.lake.TradeReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A format that ends each object after its first rows. Readers stream, so no more than the pages of
 * these rows are read.
 *
 * @param format reads and writes
 * @param limit rows of an object
 */
record FirstRows(LakeFormat format, long limit) implements LakeFormat {

  @Override
  public LakeFormat forPartition() {
    return new FirstRows(format.forPartition(), limit);
  }

  @Override
  public SnapshotReader openSnapshots(InputObject object, InputContext context) throws IOException {
    return new Snapshots(format.openSnapshots(object, context), limit);
  }

  @Override
  public SnapshotReader openBookRows(InputObject object, InputContext context) throws IOException {
    return new Snapshots(format.openBookRows(object, context), limit);
  }

  @Override
  public TradeReader openTrades(InputObject object, InputContext context) throws IOException {
    return new Trades(format.openTrades(object, context), limit);
  }

  @Override
  public TimeReader openTimes(InputObject object, Clock clock, InputContext context)
      throws IOException {
    return new Times(format.openTimes(object, clock, context), limit);
  }

  @Override
  public Optional<TimedTrades> openTimedTrades(
      InputObject object, Clock clock, InputContext context) throws IOException {
    // The first times and the first rows are limited apart.
    return Optional.empty();
  }

  @Override
  public FeatureWriter create(FeatureSchema schema, OutputStream out) throws IOException {
    return format.create(schema, out);
  }

  @Override
  public PartWriter createParts(FeatureSchema schema, int parts, OutputStream out)
      throws IOException {
    return format.createParts(schema, parts, out);
  }

  /** Ends after so many rows. */
  private abstract static class First<R extends TimedReader> implements TimedReader {
    final R rows;
    private long left;

    First(R rows, long limit) {
      this.rows = rows;
      this.left = limit;
    }

    @Override
    public boolean next() throws IOException {
      return left-- > 0 && rows.next();
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

  static final class Snapshots extends First<SnapshotReader> implements SnapshotReader {
    Snapshots(SnapshotReader rows, long limit) {
      super(rows, limit);
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
    public BookRows bookRows() {
      return rows.bookRows();
    }

    @Override
    public boolean marked() {
      return rows.marked();
    }
  }

  static final class Trades extends First<TradeReader> implements TradeReader {
    Trades(TradeReader rows, long limit) {
      super(rows, limit);
    }

    @Override
    public RawTrade current() {
      return rows.current();
    }

    @Override
    public long tradeId() {
      return rows.tradeId();
    }
  }

  static final class Times extends First<TimeReader> implements TimeReader {
    Times(TimeReader rows, long limit) {
      super(rows, limit);
    }

    @Override
    public boolean hasClock() {
      return rows.hasClock();
    }

    @Override
    public boolean has(Clock clock) {
      return rows.has(clock);
    }

    @Override
    public Map<String, Set<String>> markets() throws IOException {
      return rows.markets();
    }

    @Override
    public boolean signedAmounts() throws IOException {
      return rows.signedAmounts();
    }

    @Override
    public InputColumns columns() {
      return rows.columns();
    }

    @Override
    public BookRows bookRows() {
      return rows.bookRows();
    }

    @Override
    public long time() {
      return rows.time();
    }
  }
}
