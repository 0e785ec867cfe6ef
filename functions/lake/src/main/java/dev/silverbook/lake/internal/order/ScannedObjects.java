package dev.silverbook.lake.internal.order;

import dev.silverbook.features.Clock;
import dev.silverbook.features.InputColumns;
import dev.silverbook.lake.BookRows;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputNotes;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.ReadCounts;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A partition's objects, by key, and what their times say. */
public final class ScannedObjects {

  private static final int NONE = -1;

  private final LakeFormat format;
  private final Clock clock;
  private final InputContext context;
  private final List<InputObject> objects;
  private final List<Scanned> scanned = new ArrayList<>();
  private final Markets markets;
  private final ReadCounts counts;
  private final InputColumns columns;
  private final Set<Clock> inAll;
  private final boolean witnessed;
  private int lacking = NONE;
  private Set<Clock> othersOfLacking = Set.of();

  /** The same objects for another reader, which understands anew what it reads. */
  private ScannedObjects(ScannedObjects of) {
    format = of.format;
    clock = of.clock;
    objects = of.objects;
    scanned.addAll(of.scanned);
    markets = of.markets;
    counts = of.counts;
    columns = of.columns;
    inAll = of.inAll;
    witnessed = of.witnessed;
    lacking = of.lacking;
    othersOfLacking = of.othersOfLacking;
    InputNotes notes = new InputNotes();
    if (of.context.notes().signedAmounts()) {
      notes.signAmounts();
    }
    context = new InputContext(of.context.day(), of.context.configuration(), notes);
  }

  /** For another pass over the same objects, whose notes are its own. */
  public ScannedObjects again() {
    return new ScannedObjects(this);
  }

  /** Whether these are the objects, as far as their keys say. */
  public boolean of(List<? extends InputObject> inputs) {
    return objects.stream()
        .map(InputObject::key)
        .toList()
        .equals(inputs.stream().map(InputObject::key).sorted().toList());
  }

  /** Whether the objects lack the clock: one has no column for it, or all are null in all. */
  public boolean lackClock() {
    return lacking != NONE || (counts.rows() > 0 && counts.rows() == counts.rowsWithoutTime());
  }

  /** Whether every object with rows has a column for that clock. */
  public boolean have(Clock other) {
    return inAll.contains(other);
  }

  /**
   * Refuses objects without the clock, and of more than one market.
   *
   * @throws UnreadableObjectException about the first one that has no column for it
   */
  public void requireFit() throws UnreadableObjectException {
    markets.requireOne();
    if (lacking != NONE) {
      throw TimeScan.missingClock(objects.get(lacking), clock, othersOfLacking);
    }
  }

  /** An object with rows: its rank among all and what its times say. */
  record Scanned(int rank, TimeScan scan) {}

  /**
   * Reads the times of all objects.
   *
   * @param inputs at least one
   * @throws UnreadableObjectException when one is unusable
   */
  public ScannedObjects(
      LakeFormat format, Clock clock, InputContext context, List<? extends InputObject> inputs)
      throws IOException {
    this(format, clock, context, inputs, Optional.empty());
  }

  /**
   * Reads the times of trades, and shows the trades themselves where that costs no further pass:
   * {@link #witnessed()} says whether it was so. What is noted of them is then noted, so that rows
   * are to be read {@link #again()}.
   *
   * @param inputs at least one
   * @throws UnreadableObjectException when one is unusable
   */
  public static ScannedObjects ofTrades(
      LakeFormat format,
      Clock clock,
      InputContext context,
      List<? extends InputObject> inputs,
      TradeWitness witness)
      throws IOException {
    return new ScannedObjects(
        format,
        clock,
        context,
        inputs,
        Optional.of(new WitnessedTimes(format, clock, context, witness)));
  }

  private ScannedObjects(
      LakeFormat format,
      Clock clock,
      InputContext context,
      List<? extends InputObject> inputs,
      Optional<WitnessedTimes> trades)
      throws IOException {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("no objects to read");
    }
    this.format = format;
    this.clock = clock;
    this.context = context;
    this.objects = new ArrayList<>(inputs);
    this.markets = new Markets();
    this.objects.sort(Comparator.comparing(InputObject::key));
    InputColumns union = new InputColumns(false, false);
    long total = 0;
    long withoutTime = 0;
    Set<Clock> common = EnumSet.allOf(Clock.class);
    long bytes = 0;
    for (int rank = 0; rank < objects.size(); rank++) {
      TimeScan scan = scan(rank, trades);
      union = union.or(scan.columns());
      total += scan.rows();
      withoutTime += scan.nulls();
      markets.add(objects.get(rank).key(), scan.markets());
      if (scan.rows() > 0) {
        common.retainAll(scan.clocks());
        if (!scan.clocks().contains(clock) && lacking == NONE) {
          lacking = rank;
          othersOfLacking = scan.clocks();
        }
      }
      bytes += objects.get(rank).size();
      if (!scan.empty()) {
        scanned.add(new Scanned(rank, scan));
      }
    }
    this.columns = union;
    this.witnessed = trades.isPresent() && trades.get().sawAll();
    this.inAll = Set.copyOf(common);
    this.counts = new ReadCounts(total, withoutTime, bytes);
    this.scanned.sort(Comparator.comparingLong(one -> one.scan().first()));
  }

  private TimeScan scan(int rank, Optional<WitnessedTimes> trades) throws IOException {
    InputObject object = objects.get(rank);
    Optional<TimeScan> read =
        trades.isPresent() ? trades.get().read(object, rank) : Optional.empty();
    return read.isPresent() ? read.get() : TimeScan.of(format, object, clock, context);
  }

  /** Whether all rows with a time were shown, in the order in which they are delivered. */
  public boolean witnessed() {
    return witnessed;
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

  /** What the objects were scanned by. */
  public Clock clock() {
    return clock;
  }

  /** What their readers know. */
  public InputContext context() {
    return context;
  }

  /** Totals over all objects. */
  public ReadCounts counts() {
    return counts;
  }

  InputColumns columns() {
    return columns;
  }
}
