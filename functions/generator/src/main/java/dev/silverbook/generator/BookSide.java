package dev.silverbook.generator;

/**
 * One side of the simulated book: occupied levels only, best first, in whole ticks and whole lots,
 * so that what a trade takes is exactly what the book loses.
 *
 * <p>Levels are ordered by a key that grows away from the market: the tick for asks, its negative
 * for bids.
 */
final class BookSide {

  private final boolean bid;
  private final long[] keys;
  private final long[] lots;
  private int count;

  BookSide(boolean bid, int capacity) {
    this.bid = bid;
    this.keys = new long[capacity];
    this.lots = new long[capacity];
  }

  boolean isBid() {
    return bid;
  }

  int count() {
    return count;
  }

  int capacity() {
    return keys.length;
  }

  long key(int level) {
    return keys[level];
  }

  long tick(int level) {
    return bid ? -keys[level] : keys[level];
  }

  long bestTick() {
    return tick(0);
  }

  long lots(int level) {
    return lots[level];
  }

  /** Free ticks plus one between a level and the next deeper one. */
  long gapBehind(int level) {
    return keys[level + 1] - keys[level];
  }

  /** Adds size at a key: to the level there, or as a new level; the deepest gives way when full. */
  void add(long key, long size) {
    if (size < 1) {
      throw new IllegalArgumentException("size must be at least one lot, not " + size);
    }
    int position = 0;
    while (position < count && keys[position] < key) {
      position++;
    }
    if (position < count && keys[position] == key) {
      lots[position] += size;
      return;
    }
    if (position == keys.length) {
      return;
    }
    int moved = Math.min(count, keys.length - 1) - position;
    System.arraycopy(keys, position, keys, position + 1, moved);
    System.arraycopy(lots, position, lots, position + 1, moved);
    keys[position] = key;
    lots[position] = size;
    count = Math.min(count + 1, keys.length);
  }

  /** Takes size from a level, which disappears when nothing is left. */
  void take(int level, long size) {
    if (level >= count || size < 1 || size > lots[level]) {
      throw new IllegalArgumentException(
          "cannot take " + size + " lots from level " + level + " of " + count);
    }
    lots[level] -= size;
    if (lots[level] == 0) {
      int behind = count - level - 1;
      System.arraycopy(keys, level + 1, keys, level, behind);
      System.arraycopy(lots, level + 1, lots, level, behind);
      count--;
    }
  }
}
