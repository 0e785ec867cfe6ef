package dev.silverbook.lake.internal.rebuild;

import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.InputNotes;
import java.util.Optional;

/**
 * A book of whole depth that follows changes of single levels, event by event, and hands out its
 * best levels. Nothing is kept but the levels that are there.
 *
 * <p>A run of marked changes is a snapshot; its start clears the book. Where one event that is
 * marked follows another, the marks alone do not say whether it goes on with the snapshot or is the
 * next one. It is the next one when it repeats a level of the run, or when the book would be
 * crossed otherwise; else it goes on with it, and that is counted. A row that sets both sides is a
 * snapshot of its own.
 */
final class RebuiltBook implements EventBook {

  /** Most levels a side may have. */
  static final int MAX_LEVELS = 1_000_000;

  /** A book that is crossed for longer is counted. */
  static final long CROSSED_MICROS = 5_000_000;

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NEVER = Long.MIN_VALUE;
  private static final int NEW = -1;

  private final DeepSide bids = new DeepSide(1);
  private final DeepSide asks = new DeepSide(-1);
  private final TopLevels bidTop;
  private final TopLevels askTop;
  private int stamp;
  private boolean snapshotSeen;
  private boolean marked;
  private boolean undecided;
  private long crossedSince = NEVER;
  private boolean spellCounted;
  private long eventsBeforeSnapshot;
  private long crossedSpells;
  private long snapshotParts;

  /**
   * An empty book.
   *
   * @param depth most levels a side that are handed out, at least one
   */
  RebuiltBook(int depth) {
    bidTop = new TopLevels(bids, depth);
    askTop = new TopLevels(asks, depth);
  }

  static UnfitLevelException tooDeep() {
    return new UnfitLevelException(
        false,
        "has more than "
            + MAX_LEVELS
            + " levels on one side of its book, expected a market's; is it one market's only?");
  }

  @Override
  public void begin(boolean startsMarked, boolean sequenced) {
    undecided = marked && startsMarked;
    if (undecided) {
      stamp++;
    }
  }

  @Override
  public void row(boolean rowMarked, boolean whole) {
    if (rowMarked) {
      if (!marked || whole) {
        clear();
        stamp++;
        snapshotSeen = true;
        undecided = false;
      }
    } else if (undecided) {
      decide();
    }
    marked = rowMarked;
  }

  @Override
  public void set(boolean bid, double price, double size) {
    if (!snapshotSeen) {
      return;
    }
    DeepSide side = bid ? bids : asks;
    int before = size == 0 ? side.remove(price) : side.put(price, size, stamp);
    if (before == NEW && size != 0 && side.levels() > MAX_LEVELS) {
      throw tooDeep();
    }
    (bid ? bidTop : askTop).touched(price);
    if (undecided && before != NEW && before != stamp) {
      startAnew();
    }
  }

  @Override
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

  @Override
  public void top(RawLevels bidTarget, RawLevels askTarget) {
    bidTop.point(bidTarget);
    askTop.point(askTarget);
  }

  @Override
  public Optional<String> useless() {
    return snapshotSeen
        ? Optional.empty()
        : Optional.of(
            "changes of a book and no row of a snapshot (is_snapshot true, or delta false),"
                + " expected at least one to start from; let the recorder write the snapshot that"
                + " it starts with");
  }

  @Override
  public void say(InputNotes notes) {
    notes.count(InputCount.EVENTS_BEFORE_SNAPSHOT, eventsBeforeSnapshot);
    notes.count(InputCount.CROSSED_SPELLS, crossedSpells);
    notes.count(InputCount.SNAPSHOT_PARTS, snapshotParts);
    if (eventsBeforeSnapshot > 0) {
      notes.doubt(
          "events_before_snapshot",
          "events before any snapshot: " + eventsBeforeSnapshot + "; their books are empty");
    }
    if (crossedSpells > 0) {
      notes.doubt(
          "crossed_spells",
          "times that the book was crossed for longer than "
              + CROSSED_MICROS / MICROS_PER_SECOND
              + " s: "
              + crossedSpells
              + "; changes are missing");
    }
    if (snapshotParts > 0) {
      notes.doubt(
          "snapshot_parts",
          "marked events taken for parts of the snapshot before them, because they repeat none of"
              + " its levels: "
              + snapshotParts);
    }
  }
}
