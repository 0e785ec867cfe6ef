package dev.silverbook.lake.internal.rebuild;

import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.InputNotes;

/** A book that holds the levels of one event and nothing of those before it. */
final class GatheredBook implements EventBook {

  private static final int NEW = -1;

  private final DeepSide bids = new DeepSide(1);
  private final DeepSide asks = new DeepSide(-1);
  private final TopLevels bidTop;
  private final TopLevels askTop;
  private boolean gathered;
  private long levelsRepeated;

  GatheredBook(int depth) {
    bidTop = new TopLevels(bids, depth);
    askTop = new TopLevels(asks, depth);
  }

  @Override
  public void begin(boolean startsMarked) {
    bids.clear();
    asks.clear();
    bidTop.changed();
    askTop.changed();
  }

  @Override
  public void row(boolean rowMarked, boolean whole) {
    gathered = true;
  }

  @Override
  public void set(boolean bid, double price, double size) {
    if (size == 0) {
      throw new UnfitLevelException(
          true,
          "has size 0, which removes a level: the rows are changes of a book, expected all levels"
              + " of it; add the column is_snapshot that tells snapshots from changes");
    }
    DeepSide side = bid ? bids : asks;
    if (side.put(price, size, 0) != NEW) {
      levelsRepeated++;
    } else if (side.levels() > RebuiltBook.MAX_LEVELS) {
      throw RebuiltBook.tooDeep();
    }
  }

  @Override
  public void end(long time) {
    // Nothing goes on to the next event.
  }

  @Override
  public void top(RawLevels bidTarget, RawLevels askTarget) {
    bidTop.point(bidTarget);
    askTop.point(askTarget);
  }

  @Override
  public boolean usable() {
    return gathered;
  }

  @Override
  public void say(InputNotes notes) {
    notes.count(InputCount.LEVELS_REPEATED, levelsRepeated);
    if (levelsRepeated > 0) {
      notes.doubt(
          "levels_repeated",
          "levels that come again at one time (and sequence): "
              + levelsRepeated
              + "; the last of each was taken, which is wrong where two books of one time look like"
              + " one");
    }
  }
}
