package dev.silverbook.lake.internal.order;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Merges sources, each in order, into one. A source is opened when its first row may be due and
 * closed after its last.
 */
final class RowMerge<R> implements RowSource<R> {

  /**
   * A source to be opened later.
   *
   * @param firstTime no row of it is earlier
   * @param opener opens it
   */
  record Pending<R>(long firstTime, Opener<R> opener) {}

  /** Opens a source. */
  interface Opener<R> {
    RowSource<R> open() throws IOException;
  }

  private final List<Pending<R>> pending;
  private final PriorityQueue<RowSource<R>> waiting = new PriorityQueue<>(RowSource.ORDER);
  private final List<RowSource<R>> open = new ArrayList<>();
  private int nextPending;
  private RowSource<R> current;

  RowMerge(List<Pending<R>> sources) {
    this.pending = new ArrayList<>(sources);
    this.pending.sort(Comparator.comparingLong(Pending::firstTime));
  }

  @Override
  public boolean next() throws IOException {
    if (current != null) {
      RowSource<R> source = current;
      current = null;
      if (advance(source)) {
        if (isNext(source)) {
          current = source;
          return true;
        }
        waiting.add(source);
      }
    }
    while (nextPending < pending.size()
        && (waiting.isEmpty() || pending.get(nextPending).firstTime() <= waiting.peek().time())) {
      RowSource<R> source = pending.get(nextPending++).opener().open();
      open.add(source);
      if (advance(source)) {
        waiting.add(source);
      }
    }
    current = waiting.poll();
    return current != null;
  }

  /** Whether nothing that waits or is still to be opened comes before {@code source}. */
  private boolean isNext(RowSource<R> source) {
    return (nextPending == pending.size() || source.time() < pending.get(nextPending).firstTime())
        && (waiting.isEmpty() || RowSource.ORDER.compare(source, waiting.peek()) < 0);
  }

  /** Moves a source to its next row; closes it when there is none. */
  private boolean advance(RowSource<R> source) throws IOException {
    if (source.next()) {
      return true;
    }
    open.remove(source);
    source.close();
    return false;
  }

  @Override
  public R row() {
    return current.row();
  }

  @Override
  public long time() {
    return current.time();
  }

  @Override
  public int rank() {
    return current.rank();
  }

  @Override
  public long position() {
    return current.position();
  }

  @Override
  public void close() throws IOException {
    current = null;
    waiting.clear();
    nextPending = pending.size();
    List<RowSource<R>> sources = new ArrayList<>(open);
    open.clear();
    closeAll(sources);
  }

  /** Closes all, also when some of them fail. */
  static void closeAll(List<? extends java.io.Closeable> sources) throws IOException {
    IOException failure = null;
    for (java.io.Closeable source : sources) {
      try {
        source.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
