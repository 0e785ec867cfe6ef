package dev.silverbook.features.internal.engine;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.internal.book.BookState;
import dev.silverbook.features.internal.trade.Trade;
import java.util.Arrays;

/**
 * The snapshot that its cadence interval will be written with, unless a better one comes, and the
 * trades after it: they belong to the next row if it stays, to its replacement if not.
 */
public final class HeldRow {

  /** Price, amount, bought share and last mid of a trade. */
  private static final int FIELDS = 4;

  private static final int INITIAL_CAPACITY = 64;

  private final boolean copyLevels;
  private final Trade trade = new Trade();
  private RawSnapshot snapshot = new RawSnapshot();

  /** What {@link #release} handed out may be in use while the next snapshot is held. */
  private RawSnapshot spare = new RawSnapshot();

  private BookState state = BookState.EMPTY;
  private boolean present;
  private long time;
  private long interval;
  private long[] times = new long[INITIAL_CAPACITY];
  private double[] trades = new double[INITIAL_CAPACITY * FIELDS];
  private int count;

  /**
   * Holds nothing.
   *
   * @param copyLevels whether the levels as read will be wanted, too
   */
  public HeldRow(boolean copyLevels) {
    this.copyLevels = copyLevels;
  }

  /** Whether there is a snapshot. */
  public boolean present() {
    return present;
  }

  /** Whether there is a snapshot and its book is usable. */
  public boolean usable() {
    return present && state.usable();
  }

  /** The interval it is in. */
  public long interval() {
    return interval;
  }

  /** Its time, microseconds. */
  public long time() {
    return time;
  }

  /** The state of its book. */
  public BookState state() {
    return state;
  }

  /** Takes the place of what was held. */
  public void hold(RawSnapshot from, long atTime, long inInterval, BookState bookState) {
    present = true;
    time = atTime;
    interval = inInterval;
    state = bookState;
    snapshot.set(from.captureMicros(), from.exchangeMillis(), from.nonce());
    if (copyLevels) {
      snapshot.bids().copy(from.bids());
      snapshot.asks().copy(from.asks());
    }
  }

  /** Lets go of the snapshot; it stays as it is until the one after the next is held. */
  public RawSnapshot release() {
    RawSnapshot released = snapshot;
    snapshot = spare;
    spare = released;
    present = false;
    return released;
  }

  /** Keeps a trade that came after the snapshot. */
  public void keep(Trade later, double lastMid) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      trades = Arrays.copyOf(trades, 2 * count * FIELDS);
    }
    int at = count * FIELDS;
    trades[at] = later.price();
    trades[at + 1] = later.amount();
    trades[at + 2] = later.boughtShare();
    trades[at + 3] = lastMid;
    times[count++] = later.time();
  }

  /**
   * Hands over the trades kept, each with the mid that was the last before it, and forgets them.
   */
  public void drainTo(RowStream stream) {
    for (int i = 0; i < count; i++) {
      int at = i * FIELDS;
      trade.set(times[i], trades[at], trades[at + 1], trades[at + 2]);
      stream.trade(trade, trades[at + 3]);
    }
    count = 0;
  }
}
