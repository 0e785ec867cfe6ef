package dev.silverbook.lake.internal.read;

import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.BookRows;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.internal.file.ParquetFile;
import java.io.IOException;

/** Reads order-book snapshots from one Parquet file. */
public final class ParquetSnapshotReader extends ParquetRows implements SnapshotReader {

  private final RawSnapshot current = new RawSnapshot();
  private final LongColumn captureTime;
  private final LongColumn exchangeTime;
  private final LongColumn nonce;
  private final LevelsColumn bids;
  private final LevelsColumn asks;
  private final BookRows rows;
  private final LongColumn marker;
  private final long markedValue;
  private final Scales scales;
  private boolean marked;

  /**
   * Finds the columns; opens no stream yet.
   *
   * @throws UnreadableObjectException when one is missing or has another type
   */
  public ParquetSnapshotReader(ParquetFile file, InputContext context, BookSource books)
      throws UnreadableObjectException {
    super(file);
    ColumnTypes columns = new ColumnTypes(file, decompressor, context);
    captureTime = columns.captureTime(false).map(this::own).orElse(null);
    exchangeTime = columns.exchangeTime(false).map(this::own).orElse(null);
    nonce = columns.sequence().map(this::own).orElse(null);
    BookSource.Sides book = books.find(file, decompressor, context);
    context.notes().book(book.spelling());
    for (String column : book.spelling().first()) {
      file.root().child(column).ifPresent(node -> context.notes().type(column, node.describe()));
    }
    bids = own(book.bids());
    asks = own(book.asks());
    rows = book.rows();
    scales = book.scales();
    marker = book.marker().isPresent() ? own(columns.truth(book.marker().get().leaf())) : null;
    markedValue = book.marker().map(BookSource.Marker::snapshot).orElse(true) ? 1 : 0;
  }

  @Override
  void openGroup(int rowGroup) throws IOException {
    if (captureTime != null) {
      captureTime.open(rowGroup);
    }
    if (exchangeTime != null) {
      exchangeTime.open(rowGroup);
    }
    if (nonce != null) {
      nonce.open(rowGroup);
    }
    bids.open(rowGroup);
    asks.open(rowGroup);
    if (marker != null) {
      marker.open(rowGroup);
    }
  }

  @Override
  void readRow() throws IOException {
    current.set(
        captureTime == null ? RawSnapshot.NULL : captureTime.next(),
        exchangeTime == null ? RawSnapshot.NULL : exchangeTime.next(),
        nonce == null ? RawSnapshot.NULL : nonce.next());
    bids.next(current.bids());
    asks.next(current.asks());
    marked = marker != null && marker.next() == markedValue;
  }

  @Override
  void finishGroup() throws IOException {
    bids.finish();
    asks.finish();
  }

  @Override
  void finishFile() throws IOException {
    scales.check();
  }

  @Override
  public RawSnapshot current() {
    return current;
  }

  @Override
  public BookRows bookRows() {
    return rows;
  }

  @Override
  public boolean marked() {
    return marked;
  }

  @Override
  public InputColumns columns() {
    return new InputColumns(exchangeTime != null, nonce != null);
  }
}
