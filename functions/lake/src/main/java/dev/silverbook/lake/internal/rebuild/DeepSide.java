package dev.silverbook.lake.internal.rebuild;

import java.util.Arrays;

/**
 * One side of a book in its whole depth, kept sorted in blocks, so that a change near the best
 * price moves few levels and one far from it never more than a block. Blocks that run empty are
 * joined: memory follows the number of levels.
 *
 * <p>Inside, a level's key is its price for bids and the negated price for asks: the best level has
 * the greatest key and lies last.
 */
final class DeepSide {

  /** Most levels of a block. */
  static final int BLOCK = 256;

  private static final int SPARSE = BLOCK / 4;
  private static final int JOINED = BLOCK - SPARSE;

  private final int direction;
  private double[][] keys = new double[4][];
  private double[][] sizes = new double[4][];
  private int[][] stamps = new int[4][];
  private int[] counts = new int[4];
  private int blocks;
  private int levels;
  private double replaced;
  private int foundBlock;

  /** An empty side: {@code direction} is 1 for bids, -1 for asks. */
  DeepSide(int direction) {
    this.direction = direction;
  }

  int levels() {
    return levels;
  }

  /** Levels that there is memory for. */
  int room() {
    int room = 0;
    for (double[] block : keys) {
      room += block == null ? 0 : BLOCK;
    }
    return room;
  }

  void clear() {
    blocks = 0;
    levels = 0;
  }

  /** The best price; NaN when there is none. */
  double best() {
    return blocks == 0 ? Double.NaN : direction * keys[blocks - 1][counts[blocks - 1] - 1];
  }

  /** How good a price is: greater is better. */
  double key(double price) {
    return direction * price;
  }

  /** The size that the level had which was set last, if it was there. */
  double replaced() {
    return replaced;
  }

  /**
   * Sets a level; {@link #replaced()} says what its size was.
   *
   * @return the stamp that the level had, or -1 when it is new
   */
  int put(double price, double size, int stamp) {
    double key = direction * price;
    int at = find(key);
    int block = foundBlock;
    if (at >= 0) {
      int before = stamps[block][at];
      replaced = sizes[block][at];
      sizes[block][at] = size;
      stamps[block][at] = stamp;
      return before;
    }
    insert(block, -at - 1, key, size, stamp);
    levels++;
    return -1;
  }

  /**
   * Takes a level away.
   *
   * @return the stamp that the level had, or -1 when there was none
   */
  int remove(double price) {
    int at = find(direction * price);
    if (at < 0) {
      return -1;
    }
    int block = foundBlock;
    int before = stamps[block][at];
    int after = counts[block] - at - 1;
    System.arraycopy(keys[block], at + 1, keys[block], at, after);
    System.arraycopy(sizes[block], at + 1, sizes[block], at, after);
    System.arraycopy(stamps[block], at + 1, stamps[block], at, after);
    counts[block]--;
    levels--;
    if (counts[block] < SPARSE) {
      tidy(block);
    }
    return before;
  }

  /** Takes away all levels whose stamp is another. */
  void keepOnly(int stamp) {
    int block = 0;
    for (int from = 0; from < blocks; from++) {
      int kept = 0;
      for (int i = 0; i < counts[from]; i++) {
        if (stamps[from][i] == stamp) {
          keys[from][kept] = keys[from][i];
          sizes[from][kept] = sizes[from][i];
          stamps[from][kept] = stamp;
          kept++;
        }
      }
      levels -= counts[from] - kept;
      counts[from] = kept;
      if (kept > 0) {
        swap(block++, from);
      }
    }
    blocks = block;
    for (int i = blocks - 1; i >= 0; i--) {
      if (i < blocks && counts[i] < SPARSE) {
        tidy(i);
      }
    }
  }

  /**
   * Copies the best levels, best first.
   *
   * @return how many there are, at most {@code most}
   */
  int top(double[] prices, double[] amounts, int most) {
    int copied = 0;
    for (int block = blocks - 1; block >= 0 && copied < most; block--) {
      double[] blockKeys = keys[block];
      double[] blockSizes = sizes[block];
      for (int i = counts[block] - 1; i >= 0 && copied < most; i--) {
        prices[copied] = direction * blockKeys[i];
        amounts[copied] = blockSizes[i];
        copied++;
      }
    }
    return copied;
  }

  /** Position of a key in {@link #foundBlock}, or where it belongs, as -position - 1. */
  private int find(double key) {
    if (blocks == 0) {
      foundBlock = 0;
      return -1;
    }
    int low = 0;
    int high = blocks - 1;
    // Most changes are near the best price: the last block first.
    if (key < keys[high][0]) {
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (keys[middle][0] <= key) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
    } else {
      low = high;
    }
    foundBlock = low;
    return Arrays.binarySearch(keys[low], 0, counts[low], key);
  }

  private void insert(int block, int position, double key, double size, int stamp) {
    int target = block;
    int at = position;
    if (blocks == 0) {
      open(0);
    } else if (counts[block] == BLOCK) {
      // A side is mostly filled from one of its ends: then the full block stays full.
      int keep = at == BLOCK && block == blocks - 1 ? BLOCK : at == 0 && block == 0 ? 0 : BLOCK / 2;
      split(block, keep);
      if (at > keep || keep == BLOCK) {
        target = block + 1;
        at -= keep;
      }
    }
    int after = counts[target] - at;
    System.arraycopy(keys[target], at, keys[target], at + 1, after);
    System.arraycopy(sizes[target], at, sizes[target], at + 1, after);
    System.arraycopy(stamps[target], at, stamps[target], at + 1, after);
    keys[target][at] = key;
    sizes[target][at] = size;
    stamps[target][at] = stamp;
    counts[target]++;
  }

  /** Moves all but the first {@code keep} levels of a block into a new one behind it. */
  private void split(int block, int keep) {
    open(block + 1);
    int moved = counts[block] - keep;
    System.arraycopy(keys[block], keep, keys[block + 1], 0, moved);
    System.arraycopy(sizes[block], keep, sizes[block + 1], 0, moved);
    System.arraycopy(stamps[block], keep, stamps[block + 1], 0, moved);
    counts[block + 1] = moved;
    counts[block] = keep;
  }

  /** Makes room for an empty block at {@code index}. */
  private void open(int index) {
    if (blocks == counts.length) {
      keys = Arrays.copyOf(keys, 2 * blocks);
      sizes = Arrays.copyOf(sizes, 2 * blocks);
      stamps = Arrays.copyOf(stamps, 2 * blocks);
      counts = Arrays.copyOf(counts, 2 * blocks);
    }
    double[] spareKeys = keys[blocks];
    double[] spareSizes = sizes[blocks];
    int[] spareStamps = stamps[blocks];
    int after = blocks - index;
    System.arraycopy(keys, index, keys, index + 1, after);
    System.arraycopy(sizes, index, sizes, index + 1, after);
    System.arraycopy(stamps, index, stamps, index + 1, after);
    System.arraycopy(counts, index, counts, index + 1, after);
    keys[index] = spareKeys == null ? new double[BLOCK] : spareKeys;
    sizes[index] = spareSizes == null ? new double[BLOCK] : spareSizes;
    stamps[index] = spareStamps == null ? new int[BLOCK] : spareStamps;
    counts[index] = 0;
    blocks++;
  }

  /** Removes a block that is empty, or joins a sparse one to a neighbour that has room. */
  private void tidy(int block) {
    if (counts[block] == 0) {
      close(block);
    } else if (block > 0 && counts[block - 1] + counts[block] <= JOINED) {
      join(block - 1);
    } else if (block + 1 < blocks && counts[block] + counts[block + 1] <= JOINED) {
      join(block);
    }
  }

  private void join(int block) {
    int count = counts[block];
    int more = counts[block + 1];
    System.arraycopy(keys[block + 1], 0, keys[block], count, more);
    System.arraycopy(sizes[block + 1], 0, sizes[block], count, more);
    System.arraycopy(stamps[block + 1], 0, stamps[block], count, more);
    counts[block] = count + more;
    close(block + 1);
  }

  /** Takes a block out and keeps one of those for later, where the next is opened. */
  private void close(int block) {
    double[] spareKeys = keys[block];
    double[] spareSizes = sizes[block];
    int[] spareStamps = stamps[block];
    int after = blocks - block - 1;
    System.arraycopy(keys, block + 1, keys, block, after);
    System.arraycopy(sizes, block + 1, sizes, block, after);
    System.arraycopy(stamps, block + 1, stamps, block, after);
    System.arraycopy(counts, block + 1, counts, block, after);
    blocks--;
    keys[blocks] = spareKeys;
    sizes[blocks] = spareSizes;
    stamps[blocks] = spareStamps;
  }

  private void swap(int one, int other) {
    double[] oneKeys = keys[one];
    keys[one] = keys[other];
    keys[other] = oneKeys;
    double[] oneSizes = sizes[one];
    sizes[one] = sizes[other];
    sizes[other] = oneSizes;
    int[] oneStamps = stamps[one];
    stamps[one] = stamps[other];
    stamps[other] = oneStamps;
    int oneCount = counts[one];
    counts[one] = counts[other];
    counts[other] = oneCount;
  }
}
