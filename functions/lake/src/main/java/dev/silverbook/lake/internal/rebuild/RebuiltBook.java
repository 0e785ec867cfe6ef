package dev.silverbook.lake.internal.rebuild;

import dev.silverbook.features.RawLevels;

/**
 * A book of whole depth that follows changes of single levels, event by event, and hands out its
 * best levels. Nothing is kept but the levels that are there.
 *
 * <p>A run of marked changes is a snapshot; its start clears the book. Where one event that is
 * marked follows another, the marks alone do not say whether it goes on with the snapshot or is the
 * next one. It is the next one when it sets both sides in one row, when it repeats a level of the
 * run, or when the book would be crossed otherwise; else it goes on with it, and that is counted.
 */
public final class RebuiltBook {

  /** Most levels a side may have. */
  public static final int MAX_LEVELS = 1_000_000;

  /** A book that is crossed for longer is counted. */
  public static final long CROSSED_MICROS = 5_000_000;

  private static final long NEVER = Long.MIN_VALUE;
  private static final int NEW = -1;

  private final DeepSide bids = new DeepSide(1);
  private final DeepSide asks = new DeepSide(-1);
  private final Top bidTop;
  private final Top askTop;
  private int stamp;
  private boolean snapshotSeen;
  private boolean marked;
  private boolean undecided;
  private long crossedSince = NEVER;
  private boolean spellCounted;
  private long events;
  private long eventsBeforeSnapshot;
  private long crossedSpells;
  private long snapshotParts;

  /**
   * An empty book.
   *
   * @param depth most levels a side that are handed out, at least one
   */
  public RebuiltBook(int depth) {
    bidTop = new Top(bids, depth);
    askTop = new Top(asks, depth);
  }

  /** More levels than a side may have. */
  public static final class TooDeepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooDeepException() {
      super("the book has more than " + MAX_LEVELS + " levels on one side");
    }
  }

  /**
   * Starts an event.
   *
   * @param startsMarked whether its first row belongs to a snapshot
   */
  public void begin(boolean startsMarked) {
    events++;
    undecided = marked && startsMarked;
    if (undecided) {
      stamp++;
    }
  }

  /**
   * Starts a row of the event.
   *
   * @param rowMarked whether it belongs to a snapshot
   * @param whole whether it sets both sides, as only a whole snapshot does
   */
  public void row(boolean rowMarked, boolean whole) {
    if (rowMarked) {
      if (!marked) {
        clear();
        stamp++;
        snapshotSeen = true;
      } else if (undecided && whole) {
        startAnew();
      }
    } else if (undecided) {
      decide();
    }
    marked = rowMarked;
  }

  /**
   * Sets a level of the current row; size 0 removes it.
   *
   * @param price finite and positive
   * @param size finite, not negative
   * @throws TooDeepException when the side has too many levels
   */
  public void set(boolean bid, double price, double size) {
    if (!snapshotSeen) {
      return;
    }
    DeepSide side = bid ? bids : asks;
    int before = size == 0 ? side.remove(price) : side.put(price, size, stamp);
    if (before == NEW && size != 0 && side.levels() > MAX_LEVELS) {
      throw new TooDeepException();
    }
    (bid ? bidTop : askTop).touched(price);
    if (undecided && before != NEW && before != stamp) {
      startAnew();
    }
  }

  /**
   * Ends the event.
   *
   * @param time microseconds
   */
  public void end(long time) {
    if (undecided) {
      decide();
    }
    if (!snapshotSeen) {
      eventsBeforeSnapshot++;
      return;
    }
    if (crossedSince != NEVER && time - crossedSince > CROSSED_MICROS && !spellCounted) {
      crossedSpells++;
      spellCounted = true;
    }
    if (!crossed()) {
      crossedSince = NEVER;
      spellCounted = false;
    } else if (crossedSince == NEVER) {
      crossedSince = time;
    }
  }

  private void clear() {
    bids.clear();
    asks.clear();
    bidTop.changed();
    askTop.changed();
  }

  /** The event is a snapshot of its own: what was there before is gone. */
  private void startAnew() {
    bids.keepOnly(stamp);
    asks.keepOnly(stamp);
    bidTop.changed();
    askTop.changed();
    undecided = false;
  }

  private void decide() {
    undecided = false;
    if (crossed()) {
      startAnew();
    } else {
      snapshotParts++;
    }
  }

  private boolean crossed() {
    return bids.best() > asks.best();
  }

  /** Points at the best levels, valid until the book changes; nothing before the first snapshot. */
  public void top(RawLevels bidTarget, RawLevels askTarget) {
    bidTop.point(bidTarget);
    askTop.point(askTarget);
  }

  /** Whether a snapshot has started. */
  public boolean snapshotSeen() {
    return snapshotSeen;
  }

  /** Events so far. */
  public long events() {
    return events;
  }

  /** Events that came before any snapshot. */
  public long eventsBeforeSnapshot() {
    return eventsBeforeSnapshot;
  }

  /** How often the book was crossed for longer than {@link #CROSSED_MICROS}. */
  public long crossedSpells() {
    return crossedSpells;
  }

  /** Marked events that went on with the snapshot before them. */
  public long snapshotParts() {
    return snapshotParts;
  }

  /** The best levels of a side, copied only after one of them has changed. */
  private static final class Top {

    private final DeepSide side;
    private final int depth;
    private double[] prices = new double[32];
    private double[] sizes = new double[32];
    private int length;
    private double worst = Double.NEGATIVE_INFINITY;
    private boolean stale;

    Top(DeepSide side, int depth) {
      this.side = side;
      this.depth = depth;
    }

    void touched(double price) {
      stale |= side.key(price) >= worst;
    }

    void changed() {
      stale = true;
    }

    void point(RawLevels target) {
      if (stale) {
        int most = Math.min(depth, side.levels());
        if (prices.length < most) {
          int room = Math.min(depth, 2 * most);
          prices = new double[room];
          sizes = new double[room];
        }
        length = side.top(prices, sizes, most);
        worst = length < depth ? Double.NEGATIVE_INFINITY : side.key(prices[length - 1]);
        stale = false;
      }
      target.set(prices, 0, sizes, 0, length);
    }
  }
}
