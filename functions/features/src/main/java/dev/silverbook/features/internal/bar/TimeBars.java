package dev.silverbook.features.internal.bar;

import dev.silverbook.features.internal.trade.Trade;

/** Bars (s, e] of one length, aligned to midnight UTC of the path's day. */
final class TimeBars extends BarSeries {

  private static final long DAY = 86_400_000_000L;

  private final long midnight;
  private final long length;
  private boolean any;

  /** Bar k lasts from midnight + (k - 1) length to midnight + k length. */
  private long newest;

  TimeBars(long midnight, long length, long maxGap, Output output) {
    super(maxGap, output);
    this.midnight = midnight;
    this.length = length;
  }

  @Override
  void open(long time) {
    long wanted = -Math.floorDiv(midnight - time, length);
    if (!any) {
      any = true;
      open(wanted, time);
    }
    while (newest < wanted) {
      open(Math.min(wanted, afterNewest(wanted)), time);
    }
  }

  /** Empty bars are there only inside the path's day. */
  private long afterNewest(long wanted) {
    long next = newest + 1;
    if (next < 1) {
      return 1;
    }
    return (next - 1) * length < DAY ? next : wanted;
  }

  private void open(long bar, long time) {
    newest = bar;
    long end = midnight + bar * length;
    append(new OpenBar(end - length, end, true, false), time);
  }

  @Override
  void add(OpenBar bar, Trade trade) {
    bar.trades.add(trade);
  }

  @Override
  void finish(OpenBar bar, long lastTime) {
    emit(bar, lastTime >= bar.end);
  }
}
