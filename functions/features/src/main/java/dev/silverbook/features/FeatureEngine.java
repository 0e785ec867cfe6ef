package dev.silverbook.features;

import dev.silverbook.features.internal.book.BookCleaner;
import dev.silverbook.features.internal.book.BookMeasures;
import dev.silverbook.features.internal.book.BookState;
import dev.silverbook.features.internal.book.OrderBook;
import dev.silverbook.features.internal.book.OrderFlow;
import dev.silverbook.features.internal.group.ColumnList;
import dev.silverbook.features.internal.group.FeatureGroup;
import dev.silverbook.features.internal.group.FeatureGroups;
import dev.silverbook.features.internal.group.Row;
import dev.silverbook.features.internal.group.TradeListener;
import dev.silverbook.features.internal.trade.TickRule;
import dev.silverbook.features.internal.trade.Trade;

/**
 * One partition's engine: fed trades and snapshots in time order, it fills one {@link FeatureRow}
 * per snapshot. State is fresh with each instance; nothing is shared between instances. Not
 * thread-safe.
 *
 * <p>The caller merges: every trade with a time at or before a snapshot's goes in before that
 * snapshot, trades and snapshots each in ascending time order.
 */
public final class FeatureEngine {

  /** Grows whenever the same input gives other values or columns than before. */
  public static final int SCHEMA_VERSION = 1;

  private static final long MICROS_PER_SECOND = 1_000_000;

  private final Clock clock;
  private final long maxGap;
  private final FeatureSchema schema;
  private final IdentityColumns identity;
  private final FeatureGroup[] groups;
  private final TradeListener[] tradeListeners;
  private final BookCleaner cleaner = new BookCleaner();
  private final TickRule tickRule = new TickRule();
  private final Trade trade = new Trade();
  private final Precision precision;
  private final Row row;
  private OrderBook book;
  private OrderBook usableBefore;
  private boolean anyUsable;
  private long usableTime;
  private double usableMid = Double.NaN;
  private long lastTime = Long.MIN_VALUE;
  private long rows;
  private long emptyRows;
  private long oneSidedRows;
  private long crossedRows;
  private long lockedRows;
  private long gaps;
  private long trades;
  private long tradesDropped;
  private long tradesUnknownSide;

  /**
   * A fresh engine.
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
    ColumnList columns = new ColumnList();
    identity = new IdentityColumns(columns, configuration, input);
    FeatureGroups all = new FeatureGroups(columns, configuration, tradesPresent, vpinBucketVolume);
    clock = configuration.clock();
    maxGap = configuration.time().maxGapSeconds() * MICROS_PER_SECOND;
    precision = new Precision(columns, configuration);
    schema = precision.schema();
    groups = all.all();
    tradeListeners = all.tradeListeners();
    int levels = configuration.book().depthLevels();
    book = new OrderBook(levels);
    usableBefore = new OrderBook(levels);
    row =
        new Row(
            new BookMeasures(levels),
            new OrderFlow(configuration.flow().ofiLevels(), configuration.flow().ofiDecay()));
  }

  /** The columns this engine fills. */
  public FeatureSchema schema() {
    return schema;
  }

  /**
   * Takes the next trade. Unusable trades are dropped and counted.
   *
   * @throws IllegalArgumentException when its clock is null or time runs backwards
   */
  public void onTrade(RawTrade raw) {
    long time = raw.time(clock);
    checkTime(time);
    if (!raw.usable()) {
      tradesDropped++;
      return;
    }
    trades++;
    if (raw.side() == AggressorSide.UNKNOWN) {
      tradesUnknownSide++;
    }
    trade.set(time, raw.price(), raw.amount(), tickRule.boughtShare(raw.side(), raw.price()));
    row.interval().add(trade);
    for (TradeListener listener : tradeListeners) {
      listener.onTrade(trade, usableMid);
    }
  }

  /**
   * Takes the next snapshot and fills {@code out} completely.
   *
   * @throws IllegalArgumentException when its clock is null or time runs backwards
   */
  public void onSnapshot(RawSnapshot snapshot, FeatureRow out) {
    long time = snapshot.time(clock);
    checkTime(time);
    cleaner.clean(snapshot, book);
    BookState state = book.state();
    count(state);
    out.clear();
    identity.fill(snapshot, state, out);
    if (!state.usable()) {
      return;
    }
    boolean gap = anyUsable && time - usableTime > maxGap;
    if (gap) {
      gaps++;
    }
    double mid = (book.bids.price[0] + book.asks.price[0]) / 2;
    OrderBook predecessor = anyUsable && !gap ? usableBefore : null;
    row.set(book, time, mid, predecessor, usableTime, usableMid);
    for (FeatureGroup group : groups) {
      group.onRow(row, out);
    }
    precision.apply(out);
    row.interval().clear();
    OrderBook reused = usableBefore;
    usableBefore = book;
    book = reused;
    usableTime = time;
    usableMid = mid;
    anyUsable = true;
  }

  /** What has been seen so far. */
  public EngineCounts counts() {
    return new EngineCounts(
        rows,
        emptyRows,
        oneSidedRows,
        crossedRows,
        lockedRows,
        gaps,
        cleaner.dropped(),
        trades,
        tradesDropped,
        tradesUnknownSide);
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

  private void count(BookState state) {
    rows++;
    switch (state) {
      case EMPTY -> emptyRows++;
      case ONE_SIDED -> oneSidedRows++;
      case CROSSED -> crossedRows++;
      case LOCKED -> lockedRows++;
      case OK -> {}
    }
  }
}
