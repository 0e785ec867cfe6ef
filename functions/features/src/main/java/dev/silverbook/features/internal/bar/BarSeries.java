package dev.silverbook.features.internal.bar;

import dev.silverbook.features.internal.trade.Trade;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * The bars of one kind. A book's time counts only once the next usable row shows that no gap
 * follows it, so a bar is known at the first usable row at or after its end; bars wait for that
 * row, no longer than the longest silence that is no gap.
 */
abstract class BarSeries {

  /** Receives bars in time order. */
  interface Output {
    void bar(OpenBar bar, boolean complete);
  }

  private final Output output;
  private final long maxGap;
  private final ArrayDeque<OpenBar> bars = new ArrayDeque<>();
  private final ArrayDeque<BookPart> spare = new ArrayDeque<>();

  /** What came after the last trade of a bar of trades; it counts if another trade follows. */
  private final BookPart tail = new BookPart();

  private boolean anyUsable;
  private long usableTime;

  BarSeries(long maxGap, Output output) {
    this.maxGap = maxGap;
    this.output = output;
  }

  /** Opens bars until one can take an event at {@code time}. */
  abstract void open(long time);

  /** Adds a trade to the newest bar. */
  abstract void add(OpenBar newest, Trade trade);

  /** What is left of the newest bar when nothing follows. */
  abstract void finish(OpenBar newest, long lastTime);

  /** Takes a trade. */
  final void trade(Trade trade) {
    letGo(trade.time());
    open(trade.time());
    add(bars.getLast(), trade);
  }

  /** Takes a row without a usable book. */
  final void unusable(long time) {
    letGo(time);
    open(time);
    OpenBar bar = find(time);
    part(bar, time).rows++;
  }

  /**
   * Takes a usable row.
   *
   * @param before the usable row before; not looked at when the row does not follow it
   */
  final void usable(BookFacts row, BookFacts before, boolean follows) {
    long time = row.time;
    letGo(time);
    open(time);
    OpenBar mine = bars.getLast();
    if (bars.size() == 1 && mine.contains(time)) {
      // By far the most rows: the one bar that is open takes the row, and no other ends.
      if (follows) {
        cover(mine, before, time);
      }
    } else {
      mine = find(time);
      coverAndLetGo(before, time, follows);
    }
    part(mine, time).add(row, mine.lastReturn);
    mine.lastReturn = row.logReturn;
    anyUsable = true;
    usableTime = time;
  }

  /**
   * When the one bar that is open ends.
   *
   * @param time that of the newest row, which this series took
   * @return {@link Long#MIN_VALUE} when not just one bar that took that row is open
   */
  final long endOfOnlyBar(long time) {
    return bars.size() == 1 && bars.getLast().contains(time) ? bars.getLast().end : Long.MIN_VALUE;
  }

  /**
   * Takes usable rows of the one bar that is open.
   *
   * @param time of the last of them
   * @param logReturn its return
   */
  final void take(BookPart rows, long time, double logReturn) {
    OpenBar mine = bars.getLast();
    book(mine).add(rows);
    mine.lastReturn = logReturn;
    anyUsable = true;
    usableTime = time;
  }

  private void coverAndLetGo(BookFacts before, long time, boolean follows) {
    for (Iterator<OpenBar> each = bars.iterator(); each.hasNext(); ) {
      OpenBar bar = each.next();
      if (follows) {
        cover(bar, before, time);
      }
      if (bar.ended && bar.end < time) {
        each.remove();
        emit(bar, true);
      }
    }
  }

  /** Nothing follows; {@code lastTime} is that of the last event. */
  final void finish(long lastTime) {
    while (bars.size() > 1) {
      emit(bars.removeFirst(), true);
    }
    if (!bars.isEmpty()) {
      finish(bars.removeFirst(), lastTime);
    }
  }

  /** Number of bars that wait. */
  final int waiting() {
    return bars.size();
  }

  /** Whether no bar was opened yet, or all are gone. */
  final boolean isEmpty() {
    return bars.isEmpty();
  }

  /** Opens another bar; what could not take a book any more at {@code time} goes. */
  final void append(OpenBar bar, long time) {
    bars.addLast(bar);
    letGo(time);
  }

  final void emit(OpenBar bar, boolean complete) {
    if (bar.book == null) {
      bar.book = part();
    }
    output.bar(bar, complete);
    bar.book.clear();
    spare.addLast(bar.book);
  }

  /** A trade follows in the newest bar: what came since its last one is in the bar for good. */
  final void settle(OpenBar newest) {
    if (tail.rows > 0 || tail.covered > 0) {
      book(newest).add(tail);
      tail.clear();
    }
  }

  /** Writes the bars that ended before {@code time} when no book can reach into them any more. */
  private void letGo(long time) {
    if (anyUsable && time - usableTime <= maxGap) {
      return;
    }
    while (!bars.isEmpty() && bars.getFirst().ended && bars.getFirst().end < time) {
      emit(bars.removeFirst(), true);
    }
  }

  /** The book of {@code row} held up to {@code until}. */
  private void cover(OpenBar bar, BookFacts row, long until) {
    if (row.time <= bar.start && bar.start < until) {
      bar.openMid = row.mid();
    }
    long from = Math.max(bar.start, row.time);
    long to = Math.min(bar.end, until);
    if (to > from) {
      book(bar).cover(row, to - from);
    }
    long rest = Math.max(from, bar.end);
    if (!bar.ended && until > rest) {
      tail.cover(row, until - rest);
    }
  }

  private OpenBar find(long time) {
    for (Iterator<OpenBar> each = bars.descendingIterator(); each.hasNext(); ) {
      OpenBar bar = each.next();
      if (bar.contains(time)) {
        return bar;
      }
    }
    throw new IllegalStateException("no bar holds " + time + " us");
  }

  /** Where a row at {@code time} in {@code bar} counts. */
  private BookPart part(OpenBar bar, long time) {
    return bar.ended || time <= bar.end ? book(bar) : tail;
  }

  private BookPart book(OpenBar bar) {
    if (bar.book == null) {
      bar.book = part();
    }
    return bar.book;
  }

  private BookPart part() {
    return spare.isEmpty() ? new BookPart() : spare.removeLast();
  }
}
