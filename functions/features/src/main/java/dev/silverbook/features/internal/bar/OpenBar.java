package dev.silverbook.features.internal.bar;

/** One bar while it fills: after {@code start}, up to and with {@code end}. */
final class OpenBar {

  final long start;

  /** Whether {@code start} itself is in it: the partition's first bar of trades. */
  final boolean includesStart;

  final TradePart trades = new TradePart();

  /** Null until there is something to hold: bars without a book may be many. */
  BookPart book;

  /** Of a bar of trades that is not full: the time of its last trade, else {@link #start}. */
  long end;

  boolean ended;
  double openMid = Double.NaN;

  /** Of the newest usable row in it; NaN when it has none. */
  double lastReturn = Double.NaN;

  OpenBar(long start, long end, boolean ended, boolean includesStart) {
    this.start = start;
    this.end = end;
    this.ended = ended;
    this.includesStart = includesStart;
  }

  /** Whether a row at {@code time} belongs to it; a bar that is not full has no end yet. */
  boolean contains(long time) {
    return (time > start || (includesStart && time == start)) && (!ended || time <= end);
  }
}
