package dev.silverbook.lake.internal.order;

import dev.silverbook.features.InputColumns;
import dev.silverbook.lake.InputNotes;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.ReadCounts;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.TimedReader;
import dev.silverbook.lake.scratch.ScratchSpace;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A partition's objects as one stream. The times of all objects are read first; they decide how:
 * objects that neither overlap nor are out of order follow one another, overlapping ones are
 * merged, and what is out of order, or overlaps too much to be open at once, is sorted through
 * scratch files.
 *
 * @param <R> the row
 * @param <T> its reader
 */
public final class OrderedRows<R, T extends TimedReader> implements Closeable {

  private final ScannedObjects objects;
  private final ScratchSpace scratch;
  private final SortLimits limits;
  private final RowKind<R, T> kind;
  private final RowMerge<R> rows;

  private OrderedRows(
      ScannedObjects objects, ScratchSpace scratch, SortLimits limits, RowKind<R, T> kind) {
    this.objects = objects;
    this.scratch = scratch;
    this.limits = limits;
    this.kind = kind;
    this.rows = new RowMerge<>(plan(objects.scanned()));
  }

  /**
   * Opens books.
   *
   * @param scratch for sort runs
   */
  public static MergedSnapshots snapshots(
      ScannedObjects objects, ScratchSpace scratch, SortLimits limits) {
    return new MergedSnapshots(new OrderedRows<>(objects, scratch, limits, new SnapshotRows()));
  }

  /** Opens rows that are less than a book; as {@link #snapshots}. */
  public static OrderedRows<BookChange, SnapshotReader> changes(
      ScannedObjects objects, ScratchSpace scratch, SortLimits limits) {
    return new OrderedRows<>(objects, scratch, limits, new ChangeRows());
  }

  /** Opens trades; as {@link #snapshots}. */
  public static MergedTrades trades(
      ScannedObjects objects, ScratchSpace scratch, SortLimits limits) {
    return new MergedTrades(new OrderedRows<>(objects, scratch, limits, new TradeRows()));
  }

  private List<RowMerge.Pending<R>> plan(List<ScannedObjects.Scanned> scanned) {
    List<RowMerge.Pending<R>> plan = new ArrayList<>();
    int start = 0;
    while (start < scanned.size()) {
      long last = scanned.get(start).scan().last();
      int end = start + 1;
      while (end < scanned.size() && scanned.get(end).scan().first() <= last) {
        last = Math.max(last, scanned.get(end).scan().last());
        end++;
      }
      planCluster(scanned.subList(start, end), plan);
      start = end;
    }
    return plan;
  }

  /** Plans objects that overlap, directly or through others. */
  private void planCluster(List<ScannedObjects.Scanned> cluster, List<RowMerge.Pending<R>> plan) {
    long unsorted = cluster.stream().filter(one -> !one.scan().sorted()).count();
    // Each external sort has buffers of its own, so there is at most one at a time.
    if (unsorted > 1
        || (unsorted > 0 && cluster.size() == 1)
        || openAtOnce(cluster) > limits.openFiles()) {
      plan.add(sorting(cluster));
      return;
    }
    for (ScannedObjects.Scanned one : cluster) {
      plan.add(
          one.scan().sorted()
              ? new RowMerge.Pending<>(one.scan().first(), opener(one.rank()))
              : sorting(List.of(one)));
    }
  }

  private RowMerge.Pending<R> sorting(List<ScannedObjects.Scanned> cluster) {
    List<RowMerge.Opener<R>> inputs =
        cluster.stream().map(ScannedObjects.Scanned::rank).sorted().map(this::opener).toList();
    return new RowMerge.Pending<>(
        cluster.get(0).scan().first(), () -> new ExternalSort<>(kind, inputs, scratch, limits));
  }

  private RowMerge.Opener<R> opener(int rank) {
    return () ->
        new FileRows<>(
            kind,
            kind.open(objects.format(), objects.object(rank), objects.context()),
            objects.clock(),
            rank);
  }

  private static int openAtOnce(List<ScannedObjects.Scanned> cluster) {
    int most = 0;
    for (ScannedObjects.Scanned one : cluster) {
      int open = 0;
      for (ScannedObjects.Scanned other : cluster) {
        if (other.scan().first() <= one.scan().first()
            && other.scan().last() >= one.scan().first()) {
          open++;
        }
      }
      most = Math.max(most, open);
    }
    return most;
  }

  /** Moves to the next row; false at the end. */
  public boolean next() throws IOException {
    return rows.next();
  }

  /** The current row, valid until {@link #next()}. */
  public R row() {
    return rows.row();
  }

  /** The current row's time on the chosen clock, microseconds. */
  public long time() {
    return rows.time();
  }

  /** Rank of the current row's object among all, by key. */
  public int rank() {
    return rows.rank();
  }

  /** Key of the object of a rank. */
  public String object(int rank) {
    return objects.object(rank).key();
  }

  String object() {
    return object(rows.rank());
  }

  /** Position of the current row in its object. */
  public long position() {
    return rows.position();
  }

  /** Receives what is understood on the way. */
  public InputNotes notes() {
    return objects.context().notes();
  }

  /** What was understood so far. */
  public InputReport report() {
    return InputReport.of(objects.clock(), notes());
  }

  /** Totals over all objects. */
  public ReadCounts counts() {
    return objects.counts();
  }

  /** Which optional columns the objects have. */
  public InputColumns columns() {
    return objects.columns();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
