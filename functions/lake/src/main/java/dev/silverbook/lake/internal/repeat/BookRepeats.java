package dev.silverbook.lake.internal.repeat;

import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.internal.order.LongIndex;

/**
 * Finds books that are there twice: equal in clock, sequence and levels as read, compared with all
 * books of the same clock value. Levels are compared by a hash of 64 bits.
 */
public final class BookRepeats {

  private static final long ABSENT = 0x5bd1e9955bd1e995L;

  private final LongIndex seen = new LongIndex();

  /** A copy of the first book of {@link #time}. */
  private final RawSnapshot first = new RawSnapshot();

  private boolean firstIsSeen;
  private long time = RawSnapshot.NULL;
  private long dropped;
  private long kept;

  /** Nothing seen yet. */
  public BookRepeats() {}

  /**
   * Looks at the next book.
   *
   * @param clock its time on the chosen clock, microseconds
   * @return whether it is there already and has a sequence, which makes that certain
   */
  public boolean repeats(RawSnapshot book, long clock) {
    if (clock != time) {
      // Most books are the only one of their time: a copy is cheaper than a hash.
      first.set(book.captureMicros(), book.exchangeMillis(), book.nonce());
      first.bids().copy(book.bids());
      first.asks().copy(book.asks());
      firstIsSeen = false;
      time = clock;
      return false;
    }
    if (!firstIsSeen) {
      firstIsSeen = true;
      seen.clear();
      seen.putIfAbsent(hash(first), 0);
    }
    if (seen.putIfAbsent(hash(book), 0) == LongIndex.ABSENT) {
      return false;
    }
    if (book.nonce() == RawSnapshot.NULL) {
      kept++;
      return false;
    }
    dropped++;
    return true;
  }

  private static long hash(RawSnapshot book) {
    return hash(hash(LongIndex.mix(book.nonce()), book.bids()), book.asks());
  }

  private static long hash(long start, RawLevels side) {
    if (side.absent()) {
      return LongIndex.mix(start ^ ABSENT);
    }
    long hash = LongIndex.mix(start + side.length());
    double[] prices = side.prices();
    double[] sizes = side.sizes();
    int price = side.priceOffset();
    int size = side.sizeOffset();
    for (int i = 0; i < side.length(); i++) {
      hash = (hash ^ Double.doubleToRawLongBits(prices[price + i])) * 0x9e3779b97f4a7c15L;
      hash = (hash ^ (hash >>> 32) ^ Double.doubleToRawLongBits(sizes[size + i]));
      hash *= 0xbf58476d1ce4e5b9L;
      hash ^= hash >>> 29;
    }
    return LongIndex.mix(hash);
  }

  /** Books that were there already. */
  public long dropped() {
    return dropped;
  }

  /**
   * Books without a sequence that look like one of the same time; a quiet market repeats itself.
   */
  public long kept() {
    return kept;
  }
}
