package dev.silverbook.lake.internal.order;

import dev.silverbook.features.Clock;
import dev.silverbook.features.InputColumns;
import dev.silverbook.lake.BookRows;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.ReadCounts;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A partition's objects, by key, and what their times say. */
public final class ScannedObjects {

  private final LakeFormat format;
  private final Clock clock;
  private final InputContext context;
  private final List<InputObject> objects;
  private final List<Scanned> scanned = new ArrayList<>();
  private final ReadCounts counts;
  private final InputColumns columns;

  /** An object with rows: its rank among all and what its times say. */
  record Scanned(int rank, TimeScan scan) {}

  /**
   * Reads the times of all objects.
   *
   * @param inputs at least one
   * @throws UnreadableObjectException when one is unusable, or lacks the clock
   */
  public ScannedObjects(
      LakeFormat format, Clock clock, InputContext context, List<? extends InputObject> inputs)
      throws IOException {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("no objects to read");
    }
    this.format = format;
    this.clock = clock;
    this.context = context;
    this.objects = new ArrayList<>(inputs);
    this.objects.sort(Comparator.comparing(InputObject::key));
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
    this.scanned.sort(Comparator.comparingLong(one -> one.scan().first()));
  }

  /**
   * What a row is, the same in all objects that have rows.
   *
   * @throws UnreadableObjectException when it is not the same
   */
  public BookRows bookRows() throws UnreadableObjectException {
    Scanned first = null;
    for (Scanned one : scanned) {
      if (first == null) {
        first = one;
      } else if (one.scan().bookRows() != first.scan().bookRows()) {
        String key = objects.get(one.rank()).key();
        throw new UnreadableObjectException(
            Reason.SCHEMA_MISMATCH,
            key,
            key
                + ": a row is "
                + one.scan().bookRows().words()
                + ", expected "
                + first.scan().bookRows().words()
                + " as in "
                + objects.get(first.rank()).key()
                + "; put one spelling of the book into a partition");
      }
    }
    return first == null ? BookRows.BOOKS : first.scan().bookRows();
  }

  /** Whether two rows may have the same time. */
  public boolean ties() {
    long last = Long.MIN_VALUE;
    for (Scanned one : scanned) {
      if (one.scan().ties() || one.scan().first() <= last) {
        return true;
      }
      last = one.scan().last();
    }
    return false;
  }

  /** Objects with rows, by their first time. */
  List<Scanned> scanned() {
    return scanned;
  }

  /** Number of all objects. */
  public int size() {
    return objects.size();
  }

  /** Key of the object of a rank. */
  public String key(int rank) {
    return objects.get(rank).key();
  }

  /** Ranks of other objects that have at least as many rows, none of them in a shorter time. */
  public List<Integer> covering(int rank) {
    List<Integer> found = new ArrayList<>();
    for (Scanned one : scanned) {
      if (one.rank() == rank) {
        for (Scanned other : scanned) {
          if (other.rank() != rank && other.scan().covers(one.scan())) {
            found.add(other.rank());
          }
        }
      }
    }
    return found;
  }

  InputObject object(int rank) {
    return objects.get(rank);
  }

  LakeFormat format() {
    return format;
  }

  Clock clock() {
    return clock;
  }

  InputContext context() {
    return context;
  }

  ReadCounts counts() {
    return counts;
  }

  InputColumns columns() {
    return columns;
  }
}
