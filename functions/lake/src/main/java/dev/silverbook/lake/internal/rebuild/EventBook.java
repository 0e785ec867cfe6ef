package dev.silverbook.lake.internal.rebuild;

import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.InputNotes;
import java.util.Optional;

/** A book that takes events of rows: what rows mean is up to it. */
interface EventBook {

  /**
   * Starts an event.
   *
   * @param startsMarked whether its first row belongs to a snapshot
   * @param sequenced whether its rows have a sequence, which says that they belong together
   */
  void begin(boolean startsMarked, boolean sequenced);

  /**
   * Starts a row of the event.
   *
   * @param rowMarked whether it belongs to a snapshot
   * @param whole whether it sets both sides
   */
  void row(boolean rowMarked, boolean whole);

  /**
   * Sets a level of the current row.
   *
   * @param price finite and positive
   * @param size finite, not negative
   * @throws UnfitLevelException when the book cannot have it
   */
  void set(boolean bid, double price, double size);

  /**
   * Ends the event.
   *
   * @param time microseconds
   */
  void end(long time);

  /** Points at the best levels after the event, valid until the book changes. */
  void top(RawLevels bids, RawLevels asks);

  /**
   * Why no book came out that could be used, in words that say what was found and what to do; empty
   * when one did.
   */
  Optional<String> useless();

  /** Says what was counted so far. */
  void say(InputNotes notes);

  /** A level that does not fit the book; its message says what and what to do. */
  final class UnfitLevelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean size;

    /** About the {@code size} of the level, or else about the number of levels. */
    UnfitLevelException(boolean size, String message) {
      super(message);
      this.size = size;
    }

    /** Whether the level's size is what does not fit. */
    boolean size() {
      return size;
    }
  }
}
