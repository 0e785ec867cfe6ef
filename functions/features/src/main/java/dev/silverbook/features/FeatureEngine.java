package dev.silverbook.features;

import static dev.silverbook.features.Category.ADVANCED;
import static dev.silverbook.features.Category.DYNAMIC;
import static dev.silverbook.features.Category.ROLLING;
import static dev.silverbook.features.Category.STRUCTURAL;

import dev.silverbook.features.internal.book.BookCleaner;
import dev.silverbook.features.internal.book.BookMeasures;
import dev.silverbook.features.internal.book.BookState;
import dev.silverbook.features.internal.book.FlowSum;
import dev.silverbook.features.internal.book.OrderBook;
import dev.silverbook.features.internal.book.OrderFlow;
import dev.silverbook.features.internal.engine.Carried;
import dev.silverbook.features.internal.engine.HeldRow;
import dev.silverbook.features.internal.engine.RowListener;
import dev.silverbook.features.internal.engine.RowStream;
import dev.silverbook.features.internal.group.ColumnList;
import dev.silverbook.features.internal.group.FeatureGroups;
import dev.silverbook.features.internal.group.Measuring;
import dev.silverbook.features.internal.group.Row;
import dev.silverbook.features.internal.statistics.DayMeter;
import dev.silverbook.features.internal.trade.TickRule;
import dev.silverbook.features.internal.trade.Trade;
import dev.silverbook.features.quality.DayStatistics;
import java.time.LocalDate;

/**
 * One partition's engine: fed trades and snapshots in time order, it fills {@link FeatureRow}s: one
 * per snapshot or, with a cadence, one per interval that has a snapshot. State is fresh with each
 * instance; nothing is shared between instances. Not thread-safe.
 *
 * <p>The caller merges: every trade with a time at or before a snapshot's goes in before that
 * snapshot, trades and snapshots each in ascending time order.
 *
 * <p>With a cadence the row of an interval is known once an event beyond the interval arrives, and
 * belongs to the call that brought the event.
 */
public final class FeatureEngine {

  /** Grows whenever the same input gives other values or columns than before. */
  public static final int SCHEMA_VERSION = 2;

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MICROS_PER_MILLI = 1_000;

  private final Clock clock;
  private final long maxGap;
  private final long cadence;
  private final long midnight;
  private final FeatureSchema schema;
  private final IdentityColumns identity;
  private final BookCleaner cleaner = new BookCleaner();
  private final TickRule tickRule = new TickRule();
  private final Trade trade = new Trade();
  private final DayMeter meter = new DayMeter();
  private final Precision precision;
  private final RowStream stream;
  private final OrderFlow snapshotFlow;
  private final FlowSum flow;
  private final HeldRow held;

  /** Being cleaned into. */
  private OrderBook book;

  /** Of the row held; with a cadence only. */
  private OrderBook heldBook;

  /** Of the usable row written last. */
  private OrderBook writtenBook;

  private boolean anyUsable;
  private boolean anyWritten;
  private long usableTime;
  private double usableMid = Double.NaN;
  private long lastTime = Long.MIN_VALUE;

  /**
   * A fresh engine. With a cadence its intervals are counted from midnight of 1970-01-01, which is
   * the same as from any other midnight when they divide the day.
   *
   * @param configuration what to compute
   * @param input which optional columns the snapshots have
   * @param tradesPresent whether the partition has a trades dataset; if not, trade-based columns
   *     are null in every row
   * @param vpinBucketVolume base units a bucket, positive; NaN when there is nothing to bucket
   */
  public FeatureEngine(
      FeatureConfiguration configuration,
      InputColumns input,
      boolean tradesPresent,
      double vpinBucketVolume) {
    this(configuration, input, tradesPresent, vpinBucketVolume, LocalDate.EPOCH);
  }

  /**
   * A fresh engine.
   *
   * @param day the path's day; cadence intervals are counted from its midnight, UTC
   * @param listeners see written rows and trades
   */
  FeatureEngine(
      FeatureConfiguration configuration,
      InputColumns input,
      boolean tradesPresent,
      double vpinBucketVolume,
      LocalDate day,
      RowListener... listeners) {
    ColumnList columns = new ColumnList();
    identity = new IdentityColumns(columns, configuration, input);
    FeatureGroups all = new FeatureGroups(columns, configuration, tradesPresent, vpinBucketVolume);
    clock = configuration.clock();
    maxGap = configuration.time().maxGapSeconds() * MICROS_PER_SECOND;
    cadence = configuration.time().cadenceMillis() * MICROS_PER_MILLI;
    midnight = day.toEpochDay() * 86_400 * MICROS_PER_SECOND;
    precision = new Precision(columns, configuration);
    schema = precision.schema();
    int levels = configuration.book().depthLevels();
    int ofiLevels = configuration.flow().ofiLevels();
    double ofiDecay = configuration.flow().ofiDecay();
    Row row = new Row(new BookMeasures(levels), new OrderFlow(ofiLevels, ofiDecay));
    Carried carried =
        listeners.length == 0
            ? null
            : new Carried(schema, configuration, tradesPresent, vpinBucketVolume);
    Measuring measuring =
        new Measuring(
            configuration.has(STRUCTURAL) || configuration.has(ROLLING),
            configuration.has(DYNAMIC)
                || configuration.has(ROLLING)
                || configuration.has(ADVANCED)
                || carried != null);
    stream =
        new RowStream(measuring, all.all(), all.tradeListeners(), row, maxGap, carried, listeners);
    book = new OrderBook(levels);
    heldBook = new OrderBook(levels);
    writtenBook = new OrderBook(levels);
    snapshotFlow = new OrderFlow(ofiLevels, ofiDecay);
    flow = cadence == 0 ? null : new FlowSum(ofiLevels);
    held = new HeldRow(!configuration.output().dropRawBookArrays());
  }

  /** The columns this engine fills. */
  public FeatureSchema schema() {
    return schema;
  }

  /**
   * Takes the next trade; only without a cadence, where no trade completes a row. Unusable trades
   * are dropped and counted.
   *
   * @throws IllegalArgumentException when its clock is null or time runs backwards
   * @throws IllegalStateException with a cadence
   */
  public void onTrade(RawTrade raw) {
    if (cadence != 0) {
      throw new IllegalStateException("with a cadence a trade may complete a row");
    }
    checkTime(raw.time(clock));
    take(raw);
  }

  /**
   * Takes the next trade. Unusable trades are dropped and counted.
   *
   * @param out filled completely when this trade shows that the row held is final
   * @return whether {@code out} was filled
   * @throws IllegalArgumentException when its clock is null or time runs backwards
   */
  public boolean onTrade(RawTrade raw, FeatureRow out) {
    long time = raw.time(clock);
    checkTime(time);
    boolean filled = releaseBefore(time, out);
    take(raw);
    return filled;
  }

  /**
   * Takes the next snapshot.
   *
   * @param out filled completely: with this snapshot's row or, with a cadence, with the row held
   *     when this snapshot shows that it is final
   * @return whether {@code out} was filled; always without a cadence
   * @throws IllegalArgumentException when its clock is null or time runs backwards
   */
  public boolean onSnapshot(RawSnapshot snapshot, FeatureRow out) {
    long time = snapshot.time(clock);
    checkTime(time);
    boolean filled = releaseBefore(time, out);
    cleaner.clean(snapshot, book);
    BookState state = book.state();
    meter.snapshot(snapshot, time, state);
    if (cadence == 0) {
      boolean changed = state.usable() && takeUsable(writtenBook, time);
      write(snapshot, state, time, changed, out);
      return true;
    }
    hold(snapshot, state, time);
    return filled;
  }

  /**
   * Nothing follows.
   *
   * @param out filled completely when a row is still held
   * @return whether {@code out} was filled; never without a cadence
   */
  public boolean finish(FeatureRow out) {
    boolean filled = held.present();
    if (filled) {
      release(out);
    }
    stream.finish(lastTime);
    return filled;
  }

  /** What has been seen so far. */
  public EngineCounts counts() {
    return meter.counts(cleaner.dropped());
  }

  /** What has been measured so far. */
  public DayStatistics statistics() {
    return meter.statistics(cleaner.dropped());
  }

  private void take(RawTrade raw) {
    if (!raw.usable()) {
      meter.droppedTrade();
      return;
    }
    double price = raw.price();
    meter.trade(raw.side(), price, usableMid);
    trade.set(raw.time(clock), price, raw.amount(), tickRule.boughtShare(raw.side(), price));
    if (held.present()) {
      held.keep(trade, usableMid);
    } else {
      stream.trade(trade, usableMid);
    }
  }

  /**
   * Measures the usable snapshot in {@link #book} against the usable one before.
   *
   * @return whether a kept level differs
   */
  private boolean takeUsable(OrderBook before, long time) {
    boolean changed = !anyUsable || !book.sameLevels(before);
    boolean gap = anyUsable && time - usableTime > maxGap;
    if (gap) {
      meter.gap(usableTime, time);
    }
    meter.usable(time, changed);
    if (flow != null) {
      snapshotFlow.compute(anyUsable && !gap ? before : null, book);
      flow.add(snapshotFlow);
    }
    usableTime = time;
    usableMid = book.mid();
    anyUsable = true;
    return changed;
  }

  /** A usable snapshot replaces what is held of its interval, another one what is not usable. */
  private void hold(RawSnapshot snapshot, BookState state, long time) {
    if (state.usable()) {
      takeUsable(held.usable() ? heldBook : writtenBook, time);
    } else if (held.usable()) {
      return;
    }
    held.drainTo(stream);
    held.hold(snapshot, time, interval(time), state);
    OrderBook reused = heldBook;
    heldBook = book;
    book = reused;
  }

  private boolean releaseBefore(long time, FeatureRow out) {
    if (!held.present() || held.interval() == interval(time)) {
      return false;
    }
    release(out);
    return true;
  }

  /** Writes the row held, then lets the trades after it through. */
  private void release(FeatureRow out) {
    BookState state = held.state();
    long time = held.time();
    OrderBook reused = book;
    book = heldBook;
    heldBook = reused;
    boolean changed = state.usable() && (!anyWritten || !book.sameLevels(writtenBook));
    write(held.release(), state, time, changed, out);
    held.drainTo(stream);
  }

  /** Fills {@code out} from {@link #book}. */
  private void write(
      RawSnapshot snapshot, BookState state, long time, boolean changed, FeatureRow out) {
    out.clear();
    identity.fill(snapshot, state, out);
    if (!state.usable()) {
      stream.unusable(time, snapshot.captureMicros());
      return;
    }
    stream.usable(book, time, writtenBook, changed, flow, snapshot.captureMicros(), out);
    precision.apply(out);
    OrderBook reused = writtenBook;
    writtenBook = book;
    book = reused;
    anyWritten = true;
  }

  /** Which of the intervals ((k - 1) c, kc] since midnight holds {@code time}: k. */
  private long interval(long time) {
    return -Math.floorDiv(midnight - time, cadence);
  }

  private void checkTime(long time) {
    if (time == RawSnapshot.NULL) {
      throw new IllegalArgumentException(clock.column() + " is null");
    }
    if (time < lastTime) {
      throw new IllegalArgumentException(
          clock.column() + " runs backwards: " + time + " us after " + lastTime + " us");
    }
    lastTime = time;
  }
}
