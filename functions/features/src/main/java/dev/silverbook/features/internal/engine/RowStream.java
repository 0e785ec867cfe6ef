package dev.silverbook.features.internal.engine;

import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.book.FlowSum;
import dev.silverbook.features.internal.book.OrderBook;
import dev.silverbook.features.internal.group.FeatureGroup;
import dev.silverbook.features.internal.group.Measuring;
import dev.silverbook.features.internal.group.Row;
import dev.silverbook.features.internal.group.TradeListener;
import dev.silverbook.features.internal.trade.Trade;
import java.util.ArrayList;
import java.util.List;

/** Written rows and trades, in order, to the groups that fill columns and to listeners. */
public final class RowStream {

  private final FeatureGroup[] groups;
  private final TradeListener[] tradeListeners;
  private final TradeListener[] besideListeners;
  private final RowListener[] listeners;

  private final Row row;
  private final long maxGap;
  private boolean anyUsable;
  private long usableTime;
  private double usableMid = Double.NaN;

  /**
   * No row was usable yet.
   *
   * @param measuring what is measured before the groups see the row
   * @param maxGap microseconds
   * @param carried null when there are no listeners
   */
  public RowStream(
      Measuring measuring,
      FeatureGroup[] groups,
      TradeListener[] tradeListeners,
      Row row,
      long maxGap,
      Carried carried,
      RowListener... listeners) {
    List<FeatureGroup> all = new ArrayList<>();
    all.add(measuring);
    all.addAll(List.of(groups));
    if (carried != null) {
      all.add(new Listening(carried, listeners));
    }
    this.groups = all.toArray(FeatureGroup[]::new);
    this.tradeListeners = tradeListeners;
    this.besideListeners = carried == null ? new TradeListener[0] : carried.tradeListeners();
    this.listeners = listeners;
    this.row = row;
    this.maxGap = maxGap;
  }

  /**
   * Shows rows to listeners, as if that were one more group. Calls of groups have so many targets
   * that the compiler leaves them calls; what it put into this loop it would compile again with
   * each of the loop's callers.
   */
  private static final class Listening extends FeatureGroup {

    private final Carried carried;
    private final RowListener[] listeners;

    Listening(Carried carried, RowListener... listeners) {
      this.carried = carried;
      this.listeners = listeners;
    }

    @Override
    public void onRow(Row row, FeatureRow out) {
      carried.take(row, out);
      for (RowListener listener : listeners) {
        listener.usable(row, carried);
      }
    }
  }

  /** The next trade, with the mid of the last usable snapshot before it, NaN when there is none. */
  public void trade(Trade trade, double lastMid) {
    row.interval().add(trade);
    for (TradeListener listener : tradeListeners) {
      listener.onTrade(trade, lastMid);
    }
    for (TradeListener listener : besideListeners) {
      listener.onTrade(trade, lastMid);
    }
    for (RowListener listener : listeners) {
      listener.trade(trade);
    }
  }

  /**
   * The next usable row.
   *
   * @param before the book of the usable row before; not looked at for the first row
   * @param levelsChanged whether {@code book} differs from it
   * @param flow order flow since the row before; null to take it from the two books
   */
  public void usable(
      OrderBook book,
      long time,
      OrderBook before,
      boolean levelsChanged,
      FlowSum flow,
      long captureMicros,
      FeatureRow out) {
    double mid = book.mid();
    boolean chained = anyUsable && time - usableTime <= maxGap;
    row.set(book, time, mid, chained ? before : null, usableTime, usableMid, levelsChanged);
    row.setCaptureMicros(captureMicros);
    if (flow != null) {
      row.takeOrderFlow(flow);
    }
    for (FeatureGroup group : groups) {
      group.onRow(row, out);
    }
    row.interval().clear();
    usableTime = time;
    usableMid = mid;
    anyUsable = true;
  }

  /** The next row without a usable book. */
  public void unusable(long time, long captureMicros) {
    for (RowListener listener : listeners) {
      listener.unusable(time, captureMicros);
    }
  }

  /** Nothing follows; {@code lastTime} is that of the last event. */
  public void finish(long lastTime) {
    for (RowListener listener : listeners) {
      listener.finish(lastTime);
    }
  }
}
