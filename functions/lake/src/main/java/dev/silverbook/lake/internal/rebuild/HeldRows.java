package dev.silverbook.lake.internal.rebuild;

import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.internal.order.BookChange;
import dev.silverbook.lake.internal.order.LongIndex;
import java.util.Arrays;

/**
 * Rows of one time whose sequence is not the first of that time, gathered by sequence in the order
 * in which sequences appear: rows of one event may be spread over files.
 */
final class HeldRows {

  private static final int NONE = -1;

  private final LongIndex groups = new LongIndex();
  private long[] capture = new long[64];
  private long[] exchange = new long[64];
  private long[] sequence = new long[64];
  private boolean[] marked = new boolean[64];
  private int[] rank = new int[64];
  private long[] position = new long[64];
  private int[] firstLevel = new int[65];
  private int[] bids = new int[64];
  private int[] nextRow = new int[64];
  private int rows;
  private double[] prices = new double[256];
  private double[] sizes = new double[256];
  private int levels;
  private int[] head = new int[16];
  private int[] tail = new int[16];
  private int groupCount;
  private int nextGroup;
  private int row = NONE;
  private final RawSnapshot levelsOfRow = new RawSnapshot();

  int levels() {
    return levels;
  }

  void add(BookChange change, int objectRank, long rowPosition) {
    if (nextGroup > 0) {
      clear();
    }
    if (rows == rank.length) {
      growRows();
    }
    RawSnapshot book = change.book();
    capture[rows] = book.captureMicros();
    exchange[rows] = book.exchangeMillis();
    sequence[rows] = book.nonce();
    marked[rows] = change.marked();
    rank[rows] = objectRank;
    position[rows] = rowPosition;
    bids[rows] = book.bids().length();
    append(book.bids());
    append(book.asks());
    nextRow[rows] = NONE;
    firstLevel[rows + 1] = levels;
    group(book.nonce());
    rows++;
  }

  private void group(long key) {
    int group =
        groupCount > 0 && sequence[tail[groupCount - 1]] == key
            ? groupCount - 1
            : groups.putIfAbsent(key, groupCount);
    if (group == LongIndex.ABSENT) {
      if (groupCount == head.length) {
        head = Arrays.copyOf(head, 2 * groupCount);
        tail = Arrays.copyOf(tail, 2 * groupCount);
      }
      head[groupCount] = rows;
      tail[groupCount] = rows;
      groupCount++;
    } else {
      nextRow[tail[group]] = rows;
      tail[group] = rows;
    }
  }

  private void append(RawLevels side) {
    int length = side.length();
    if (levels + length > prices.length) {
      int room = Math.max(2 * prices.length, levels + length);
      prices = Arrays.copyOf(prices, room);
      sizes = Arrays.copyOf(sizes, room);
    }
    System.arraycopy(side.prices(), side.priceOffset(), prices, levels, length);
    System.arraycopy(side.sizes(), side.sizeOffset(), sizes, levels, length);
    levels += length;
  }

  private void growRows() {
    int room = 2 * rows;
    capture = Arrays.copyOf(capture, room);
    exchange = Arrays.copyOf(exchange, room);
    sequence = Arrays.copyOf(sequence, room);
    marked = Arrays.copyOf(marked, room);
    rank = Arrays.copyOf(rank, room);
    position = Arrays.copyOf(position, room);
    bids = Arrays.copyOf(bids, room);
    nextRow = Arrays.copyOf(nextRow, room);
    firstLevel = Arrays.copyOf(firstLevel, room + 1);
  }

  private void clear() {
    groups.clear();
    rows = 0;
    levels = 0;
    groupCount = 0;
    nextGroup = 0;
    row = NONE;
  }

  /** Turns to the first row of the next sequence; false when there is none. */
  boolean nextSequence() {
    if (nextGroup == groupCount) {
      return false;
    }
    point(head[nextGroup++]);
    return true;
  }

  /** Turns to the next row of the same sequence; false when there is none. */
  boolean nextRow() {
    if (nextRow[row] == NONE) {
      return false;
    }
    point(nextRow[row]);
    return true;
  }

  private void point(int index) {
    row = index;
    levelsOfRow.set(capture[row], exchange[row], sequence[row]);
    int start = firstLevel[row];
    int askStart = start + bids[row];
    levelsOfRow.bids().set(prices, start, sizes, start, bids[row]);
    levelsOfRow.asks().set(prices, askStart, sizes, askStart, firstLevel[row + 1] - askStart);
  }

  RawSnapshot book() {
    return levelsOfRow;
  }

  boolean marked() {
    return marked[row];
  }

  int rank() {
    return rank[row];
  }

  long position() {
    return position[row];
  }
}
