package dev.silverbook.features.internal.bar;

/**
 * Rows that the open bars of all kinds of time take alike, added up once instead of once for each
 * kind: those after a bar's first row and up to the earliest end. The sums carry twice the digits
 * of a double, so a bar's values do not depend on how its rows were put together.
 */
final class CommonStretch {

  private final BarSeries[] series;
  private final BookPart part = new BookPart();

  /** Rows up to this time are common; {@link Long#MIN_VALUE} when none are. */
  private long until = Long.MIN_VALUE;

  /** Of the newest row in it. */
  private long time;

  private double logReturn;

  /** Nothing is common yet. */
  CommonStretch(BarSeries[] series) {
    this.series = series;
  }

  /** Every series took a row at {@code time} by itself: what follows may be common. */
  void begin(long time) {
    long earliest = Long.MAX_VALUE;
    for (BarSeries each : series) {
      earliest = Math.min(earliest, each.endOfOnlyBar(time));
    }
    until = earliest;
  }

  /**
   * Takes a usable row if it is common; if not, hands over what it has.
   *
   * @return whether it took the row, so that no series must
   */
  boolean usable(BookFacts row, BookFacts before, boolean follows) {
    if (row.time > until || !follows) {
      end();
      return false;
    }
    if (row.time > before.time) {
      part.cover(before, row.time - before.time);
    }
    part.add(row, before.logReturn);
    time = row.time;
    logReturn = row.logReturn;
    return true;
  }

  /** Hands over what it has when an event at {@code time} may end a bar. */
  void endBefore(long time) {
    if (time > until) {
      end();
    }
  }

  /** Hands over what it has. */
  void end() {
    if (part.usable > 0) {
      for (BarSeries each : series) {
        each.take(part, time, logReturn);
      }
      part.clear();
    }
    until = Long.MIN_VALUE;
  }
}
