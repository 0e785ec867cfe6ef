package dev.silverbook.lake.internal.rebuild;

import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.BookRows;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.ReadCounts;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import dev.silverbook.lake.internal.order.BookChange;
import dev.silverbook.lake.internal.order.OrderedRows;
import java.io.IOException;
import java.util.Optional;

/**
 * Books put together from rows that are less than a book, one for each event. Rows of one time, and
 * of one sequence where there is one, are an event, wherever they come from; events of one time go
 * in the order in which their sequences appear.
 */
public final class RebuiltSnapshots implements OrderedSnapshots {

  private final OrderedRows<BookChange, SnapshotReader> rows;
  private final EventBook book;
  private final HeldRows held = new HeldRows();
  private final RawSnapshot current = new RawSnapshot();
  private boolean ahead;
  private boolean done;
  private long time = Long.MIN_VALUE;
  private int rank;
  private long position;
  private long unusable;
  private long unplaced;

  /**
   * Reads {@code rows}, which are closed with it.
   *
   * @param kind changes or single levels
   * @param depth most levels a side that are handed out; all are kept
   */
  public RebuiltSnapshots(OrderedRows<BookChange, SnapshotReader> rows, BookRows kind, int depth) {
    this.rows = rows;
    this.book =
        switch (kind) {
          case CHANGES -> new RebuiltBook(depth);
          case LEVELS -> new GatheredBook(depth);
          case BOOKS -> throw new IllegalArgumentException("books need not be put together");
        };
  }

  @Override
  public boolean next() throws IOException {
    if (held.nextSequence()) {
      playHeld();
      return true;
    }
    if (!ahead && (done || !rows.next())) {
      finish();
      return false;
    }
    ahead = false;
    playRows();
    return true;
  }

  private void playRows() throws IOException {
    BookChange first = rows.row();
    time = rows.time();
    long sequence = first.book().nonce();
    book.begin(first.marked(), sequence != RawSnapshot.NULL);
    take(first.book(), first.marked(), rows.rank(), rows.position());
    while (!ahead && !done) {
      if (!rows.next()) {
        done = true;
      } else if (rows.time() != time) {
        ahead = true;
      } else {
        BookChange row = rows.row();
        if (row.book().nonce() == sequence) {
          take(row.book(), row.marked(), rows.rank(), rows.position());
        } else {
          hold(row);
        }
      }
    }
    end(sequence);
  }

  private void hold(BookChange row) throws UnreadableObjectException {
    held.add(row, rows.rank(), rows.position());
    if (held.levels() > RebuiltBook.MAX_LEVELS) {
      String key = rows.object(rows.rank());
      throw new UnreadableObjectException(
          Reason.TOO_LARGE,
          key,
          rows.position(),
          key
              + ": row "
              + rows.position()
              + " has the time of more than "
              + RebuiltBook.MAX_LEVELS
              + " others of several sequences, expected a clock that goes on; name the time's"
              + " column (columns)",
          null);
    }
  }

  private void playHeld() throws UnreadableObjectException {
    long sequence = held.book().nonce();
    book.begin(held.marked(), sequence != RawSnapshot.NULL);
    do {
      take(held.book(), held.marked(), held.rank(), held.position());
    } while (held.nextRow());
    end(sequence);
  }

  private void take(RawSnapshot row, boolean marked, int rowRank, long rowPosition)
      throws UnreadableObjectException {
    rank = rowRank;
    position = rowPosition;
    current.set(row.captureMicros(), row.exchangeMillis(), row.nonce());
    RawLevels bids = row.bids();
    RawLevels asks = row.asks();
    book.row(marked, bids.length() > 0 && asks.length() > 0);
    if (bids.absent() && asks.absent()) {
      unplaced++;
      return;
    }
    try {
      set(true, bids);
      set(false, asks);
    } catch (EventBook.UnfitLevelException e) {
      String key = rows.object(rowRank);
      throw new UnreadableObjectException(
          e.size() ? Reason.SCHEMA_MISMATCH : Reason.TOO_LARGE,
          key,
          rowPosition,
          key + ": row " + rowPosition + " " + e.getMessage(),
          e);
    }
  }

  private void set(boolean bid, RawLevels side) {
    double[] prices = side.prices();
    double[] sizes = side.sizes();
    int sizeOffset = side.sizeOffset() - side.priceOffset();
    int end = side.priceOffset() + side.length();
    for (int i = side.priceOffset(); i < end; i++) {
      double price = prices[i];
      double size = sizes[i + sizeOffset];
      if (price > 0 && price <= Double.MAX_VALUE && size >= 0 && size <= Double.MAX_VALUE) {
        book.set(bid, price, size);
      } else {
        unusable++;
      }
    }
  }

  private void end(long sequence) {
    book.end(time);
    current.set(current.captureMicros(), current.exchangeMillis(), sequence);
    book.top(current.bids(), current.asks());
  }

  /**
   * After the last row.
   *
   * @throws UnreadableObjectException when no book could be put together
   */
  private void finish() throws UnreadableObjectException {
    done = true;
    Optional<String> useless = time == Long.MIN_VALUE ? Optional.empty() : book.useless();
    if (useless.isPresent()) {
      String key = rows.object(rank);
      throw new UnreadableObjectException(
          Reason.NO_USABLE_ROWS,
          key,
          key + " and the other objects of its partition hold " + useless.get());
    }
  }

  @Override
  public InputReport report() {
    book.say(rows.notes());
    rows.notes().count(InputCount.LEVELS_UNUSABLE, unusable);
    rows.notes().count(InputCount.LEVELS_WITHOUT_SIDE, unplaced);
    if (unusable + unplaced > 0) {
      rows.notes()
          .doubt(
              "levels_left_out",
              "left out are levels without a usable price or size: "
                  + unusable
                  + ", and without a side: "
                  + unplaced);
    }
    return rows.report();
  }

  @Override
  public RawSnapshot current() {
    return current;
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
  public String object() {
    return rows.object(rank);
  }

  @Override
  public long row() {
    return position;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
