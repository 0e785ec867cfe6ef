package dev.silverbook.features.internal.statistics;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.EngineCounts;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.internal.book.BookState;
import dev.silverbook.features.quality.BookCounts;
import dev.silverbook.features.quality.DayStatistics;
import dev.silverbook.features.quality.Gap;
import dev.silverbook.features.quality.SideAgreement;
import dev.silverbook.features.quality.TradeCounts;
import java.util.OptionalLong;

/** Measures a day, snapshot by snapshot and trade by trade. */
public final class DayMeter {

  private static final long MICROS_PER_MILLI = 1_000;
  private static final double MICROS_PER_SECOND = 1e6;

  private final LatencyHistogram latency = new LatencyHistogram();
  private final LongestGaps longestGaps = new LongestGaps();
  private long firstTime;
  private long lastTime;
  private long rows;
  private long emptyRows;
  private long oneSidedRows;
  private long crossedRows;
  private long lockedRows;
  private long gaps;
  private long changeTime;
  private long longestAge;
  private long trades;
  private long tradesDropped;
  private long tradesUnknownSide;
  private long sidesConsidered;
  private long sidesAgreeing;

  /** Takes a snapshot, usable or not. */
  public void snapshot(RawSnapshot snapshot, long time, BookState state) {
    if (rows++ == 0) {
      firstTime = time;
    }
    lastTime = time;
    if (snapshot.captureMicros() != RawSnapshot.NULL
        && snapshot.exchangeMillis() != RawSnapshot.NULL) {
      latency.add(snapshot.captureMicros() - snapshot.exchangeMillis() * MICROS_PER_MILLI);
    }
    switch (state) {
      case EMPTY -> emptyRows++;
      case ONE_SIDED -> oneSidedRows++;
      case CROSSED -> crossedRows++;
      case LOCKED -> lockedRows++;
      case OK -> {}
    }
  }

  /** Takes the time of a usable snapshot, and whether a kept level differs from the one before. */
  public void usable(long time, boolean levelsChanged) {
    if (levelsChanged) {
      changeTime = time;
    } else {
      longestAge = Math.max(longestAge, time - changeTime);
    }
  }

  /** Takes a gap between two usable snapshots. */
  public void gap(long from, long to) {
    gaps++;
    longestGaps.add(new Gap(from, to - from));
  }

  /** Takes a trade without a usable price or amount. */
  public void droppedTrade() {
    tradesDropped++;
  }

  /**
   * Takes a usable trade.
   *
   * @param side as recorded
   * @param mid of the last usable snapshot; NaN when there is none
   */
  public void trade(AggressorSide side, double price, double mid) {
    trades++;
    switch (side) {
      case BUY -> compare(price, mid);
      case SELL -> compare(mid, price);
      case UNKNOWN -> tradesUnknownSide++;
    }
  }

  /** A price at the mid speaks for neither side, nor does one without a mid. */
  private void compare(double shouldBeAbove, double shouldBeBelow) {
    if (shouldBeAbove > shouldBeBelow) {
      sidesConsidered++;
      sidesAgreeing++;
    } else if (shouldBeAbove < shouldBeBelow) {
      sidesConsidered++;
    }
  }

  /**
   * The counts so far.
   *
   * @param levelsDropped by the cleaner, which counts them itself
   */
  public EngineCounts counts(long levelsDropped) {
    return new EngineCounts(
        new BookCounts(rows, emptyRows, oneSidedRows, crossedRows, lockedRows, gaps, levelsDropped),
        new TradeCounts(trades, tradesDropped, tradesUnknownSide));
  }

  /** Everything so far. */
  public DayStatistics statistics(long levelsDropped) {
    EngineCounts counts = counts(levelsDropped);
    return new DayStatistics(
        rows == 0 ? OptionalLong.empty() : OptionalLong.of(firstTime),
        rows == 0 ? OptionalLong.empty() : OptionalLong.of(lastTime),
        counts.books(),
        longestGaps.list(),
        longestAge / MICROS_PER_SECOND,
        latency.statistics(),
        counts.tradesSeen(),
        new SideAgreement(sidesConsidered, sidesAgreeing));
  }
}
