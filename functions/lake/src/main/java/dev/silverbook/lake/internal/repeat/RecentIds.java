package dev.silverbook.lake.internal.repeat;

import dev.silverbook.lake.internal.order.LongIndex;
import java.util.Arrays;

/**
 * The last ids of a stream with a hash of what each came with; a bounded number of them, in
 * primitive arrays that grow with need.
 */
final class RecentIds {

  /** Ids that are remembered at least. */
  static final int MOST = 1 << 20;

  /** What is known of an id. */
  enum Sight {
    /** Not seen, or long ago. */
    FIRST,
    /** Seen with the same values. */
    SAME,
    /** Seen with other values. */
    OTHER
  }

  private static final int FREE = -1;
  private static final int FIRST_CAPACITY = 1 << 10;

  private final int most;
  private long[] ids;
  private long[] values;
  private int[] table;
  private int count;
  private int oldest;

  RecentIds() {
    this(MOST);
  }

  /** Remembers {@code most} ids, a power of two. */
  RecentIds(int most) {
    this.most = most;
    allocate(Math.min(most, FIRST_CAPACITY));
  }

  /**
   * Looks an id up and remembers it with its first values.
   *
   * @param valueHash a hash of what comes with it
   */
  Sight see(long id, long valueHash) {
    int slot = slot(id);
    if (table[slot] != FREE) {
      return values[table[slot]] == valueHash ? Sight.SAME : Sight.OTHER;
    }
    if (count == ids.length && count < most) {
      grow();
      slot = slot(id);
    }
    int entry = count;
    if (count == most) {
      entry = oldest;
      forget(ids[entry]);
      oldest = (oldest + 1) & (most - 1);
      slot = slot(id);
    } else {
      count++;
    }
    ids[entry] = id;
    values[entry] = valueHash;
    table[slot] = entry;
    return Sight.FIRST;
  }

  private int slot(long id) {
    int mask = table.length - 1;
    int slot = (int) LongIndex.mix(id) & mask;
    while (table[slot] != FREE && ids[table[slot]] != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Frees an id's slot and moves those behind it up that would not be found any more. */
  private void forget(long id) {
    int mask = table.length - 1;
    int hole = slot(id);
    table[hole] = FREE;
    for (int slot = (hole + 1) & mask; table[slot] != FREE; slot = (slot + 1) & mask) {
      int home = (int) LongIndex.mix(ids[table[slot]]) & mask;
      if (((slot - home) & mask) >= ((slot - hole) & mask)) {
        table[hole] = table[slot];
        table[slot] = FREE;
        hole = slot;
      }
    }
  }

  private void grow() {
    long[] oldIds = ids;
    long[] oldValues = values;
    allocate(2 * count);
    System.arraycopy(oldIds, 0, ids, 0, count);
    System.arraycopy(oldValues, 0, values, 0, count);
    for (int i = 0; i < count; i++) {
      table[slot(ids[i])] = i;
    }
  }

  private void allocate(int capacity) {
    ids = new long[capacity];
    values = new long[capacity];
    table = new int[2 * capacity];
    Arrays.fill(table, FREE);
  }
}
