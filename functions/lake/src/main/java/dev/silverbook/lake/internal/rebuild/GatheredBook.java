package dev.silverbook.lake.internal.rebuild;

import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.InputNotes;
import java.util.Optional;

/** A book that holds the levels of one event and nothing of those before it. */
final class GatheredBook implements EventBook {

  private static final int NEW = -1;

  private final DeepSide bids = new DeepSide(1);
  private final DeepSide asks = new DeepSide(-1);
  private final TopLevels bidTop;
  private final TopLevels askTop;
  private boolean sequenced;
  private long events;
  private long wholeEvents;
  private long levelsRepeated;
  private long doubtful;

  GatheredBook(int depth) {
    bidTop = new TopLevels(bids, depth);
    askTop = new TopLevels(asks, depth);
  }

  @Override
  public void begin(boolean startsMarked, boolean hasSequence) {
    sequenced = hasSequence;
    events++;
    bids.clear();
    asks.clear();
    bidTop.changed();
    askTop.changed();
  }

  @Override
  public void row(boolean rowMarked, boolean whole) {
    // Rows without marks mean nothing beyond their levels.
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
      // The same level of the same sequence is one level that was written twice.
      doubtful += sequenced && side.replaced() == size ? 0 : 1;
    } else if (side.levels() > RebuiltBook.MAX_LEVELS) {
      throw RebuiltBook.tooDeep();
    }
  }

  @Override
  public void end(long time) {
    wholeEvents += bids.levels() > 0 && asks.levels() > 0 ? 1 : 0;
  }

  @Override
  public void top(RawLevels bidTarget, RawLevels askTarget) {
    bidTop.point(bidTarget);
    askTop.point(askTarget);
  }

  @Override
  public Optional<String> useless() {
    return wholeEvents > 0
        ? Optional.empty()
        : Optional.of(
            "rows of side, price and size, taken for levels of a book, and not once a bid and an"
                + " ask of the same time (and sequence): they look like trades or changes, expected"
                + " all levels of a book; give trades as --trades, and name the column that tells"
                + " snapshots from changes is_snapshot");
  }

  @Override
  public void say(InputNotes notes) {
    notes.count(InputCount.LEVELS_REPEATED, levelsRepeated);
    if (2 * wholeEvents < events) {
      notes.doubt(
          "levels_look_like_trades",
          (events - wholeEvents)
              + " of "
              + events
              + " books put together from rows of one level have one side only: the rows may be"
              + " trades");
    }
    if (doubtful > 0) {
      notes.doubt(
          "levels_repeated",
          "levels that come again at one time (and sequence): "
              + doubtful
              + "; the last of each was taken, which is wrong where two books of one time look like"
              + " one");
    }
  }
}
