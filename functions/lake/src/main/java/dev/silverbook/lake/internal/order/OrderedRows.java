package dev.silverbook.lake.internal.order;

import dev.silverbook.features.Clock;
import dev.silverbook.features.InputColumns;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.ReadCounts;
import dev.silverbook.lake.TimedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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

  private final LakeFormat format;
  private final Clock clock;
  private final InputContext context;
  private final Path scratch;
  private final SortLimits limits;
  private final RowKind<R, T> kind;
  private final List<InputObject> objects;
  private final ReadCounts counts;
  private final InputColumns columns;
  private final RowMerge<R> rows;

  private record Scanned(int rank, TimeScan scan) {}

  /**
   * Reads the times of all objects.
   *
   * @param inputs at least one
   * @param scratch directory for scratch files
   */
  private OrderedRows(
      LakeFormat format,
      Clock clock,
      InputContext context,
      Path scratch,
      SortLimits limits,
      RowKind<R, T> kind,
      List<? extends InputObject> inputs)
      throws IOException {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("no objects to read");
    }
    this.format = format;
    this.clock = clock;
    this.context = context;
    this.scratch = scratch;
    this.limits = limits;
    this.kind = kind;
    this.objects = new ArrayList<>(inputs);
    this.objects.sort(Comparator.comparing(InputObject::key));
    List<Scanned> scanned = new ArrayList<>();
    InputColumns union = new InputColumns(false, false);
    long total = 0;
    long withoutTime = 0;
    long bytes = 0;
    for (int rank = 0; rank < objects.size(); rank++) {
      TimeScan scan = TimeScan.of(format, objects.get(rank), clock, context);
      union = union.or(scan.columns());
      total += scan.rows();
      withoutTime += scan.nulls();
      bytes += objects.get(rank).size();
      if (!scan.empty()) {
        scanned.add(new Scanned(rank, scan));
      }
    }
    this.columns = union;
    this.counts = new ReadCounts(total, withoutTime, bytes);
    this.rows = new RowMerge<>(plan(scanned));
  }

  /** Opens snapshots; see {@link dev.silverbook.lake.PartitionReader#snapshots}. */
  public static MergedSnapshots snapshots(
      LakeFormat format,
      Clock clock,
      InputContext context,
      Path scratch,
      SortLimits limits,
      List<? extends InputObject> inputs)
      throws IOException {
    return new MergedSnapshots(
        new OrderedRows<>(format, clock, context, scratch, limits, new SnapshotRows(), inputs));
  }

  /** Opens trades; see {@link dev.silverbook.lake.PartitionReader#trades}. */
  public static MergedTrades trades(
      LakeFormat format,
      Clock clock,
      InputContext context,
      Path scratch,
      SortLimits limits,
      List<? extends InputObject> inputs)
      throws IOException {
    return new MergedTrades(
        new OrderedRows<>(format, clock, context, scratch, limits, new TradeRows(), inputs));
  }

  private List<RowMerge.Pending<R>> plan(List<Scanned> scanned) {
    scanned.sort(Comparator.comparingLong(one -> one.scan().first()));
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
  private void planCluster(List<Scanned> cluster, List<RowMerge.Pending<R>> plan) {
    long unsorted = cluster.stream().filter(one -> !one.scan().sorted()).count();
    // Each external sort has buffers of its own, so there is at most one at a time.
    if (unsorted > 1
        || (unsorted > 0 && cluster.size() == 1)
        || openAtOnce(cluster) > limits.openFiles()) {
      plan.add(sorting(cluster));
      return;
    }
    for (Scanned one : cluster) {
      plan.add(
          one.scan().sorted()
              ? new RowMerge.Pending<>(one.scan().first(), opener(one.rank()))
              : sorting(List.of(one)));
    }
  }

  private RowMerge.Pending<R> sorting(List<Scanned> cluster) {
    List<RowMerge.Opener<R>> inputs =
        cluster.stream().map(Scanned::rank).sorted().map(this::opener).toList();
    return new RowMerge.Pending<>(
        cluster.get(0).scan().first(), () -> new ExternalSort<>(kind, inputs, scratch, limits));
  }

  private RowMerge.Opener<R> opener(int rank) {
    return () -> new FileRows<>(kind, kind.open(format, objects.get(rank), context), clock, rank);
  }

  private static int openAtOnce(List<Scanned> cluster) {
    int most = 0;
    for (Scanned one : cluster) {
      int open = 0;
      for (Scanned other : cluster) {
        if (other.scan().first() <= one.scan().first()
            && other.scan().last() >= one.scan().first()) {
          open++;
        }
      }
      most = Math.max(most, open);
    }
    return most;
  }

  boolean next() throws IOException {
    return rows.next();
  }

  R row() {
    return rows.row();
  }

  String object() {
    return objects.get(rows.rank()).key();
  }

  long position() {
    return rows.position();
  }

  InputReport report() {
    return InputReport.of(clock, context.notes());
  }

  ReadCounts counts() {
    return counts;
  }

  InputColumns columns() {
    return columns;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
