package dev.silverbook.lake.internal.order;

/** A small map from longs to numbers that are not negative. Cleared at no cost. */
public final class LongIndex {

  /** Returned for a key that is not there. */
  public static final int ABSENT = -1;

  private static final int FIRST_CAPACITY = 64;

  private long[] keys = new long[FIRST_CAPACITY];
  private int[] values = new int[FIRST_CAPACITY];
  private int[] generations = new int[FIRST_CAPACITY];
  private int generation = 1;
  private int size;

  /** An empty map. */
  public LongIndex() {}

  /** Spreads the bits of a number over all bits of the result; different numbers stay different. */
  public static long mix(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 32)) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 29)) * 0xbf58476d1ce4e5b9L;
    return mixed ^ (mixed >>> 32);
  }

  /** Number of keys. */
  public int size() {
    return size;
  }

  /**
   * Puts a key unless it is there.
   *
   * @return the value that it has already, or {@link #ABSENT}
   */
  public int putIfAbsent(long key, int value) {
    if (2 * size >= keys.length) {
      grow();
    }
    int slot = slot(key);
    if (generations[slot] == generation) {
      return values[slot];
    }
    keys[slot] = key;
    values[slot] = value;
    generations[slot] = generation;
    size++;
    return ABSENT;
  }

  /** Forgets all keys. */
  public void clear() {
    size = 0;
    generation++;
    if (generation == Integer.MAX_VALUE) {
      generations = new int[keys.length];
      generation = 1;
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) mix(key) & mask;
    while (generations[slot] == generation && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    int[] oldGenerations = generations;
    keys = new long[2 * oldKeys.length];
    values = new int[keys.length];
    generations = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldGenerations[i] == generation) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
        generations[slot] = generation;
      }
    }
  }
}
