package dev.silverbook.features.internal.window;

/**
 * Mid-rank of the newest value among the values of one time window. Values are kept in order in
 * blocks of bounded size: an entry costs a binary search, a short copy and a pass over block
 * counts, about the square root of the window's size.
 */
public final class RollingRank {

  private static final int BLOCK = 256;

  private final long length;
  private long[] times = new long[64];
  private double[] values = new double[64];
  private long head;
  private long tail;
  private double[][] blocks = new double[4][];
  private int[] counts = new int[4];
  private int used;

  /** An empty window of {@code length} microseconds. */
  public RollingRank(long length) {
    this.length = length;
  }

  /**
   * Moves the window to end at {@code time}, takes {@code value} and ranks it.
   *
   * @return (count below + half the count equal) / count, the value itself included
   */
  public double add(long time, double value) {
    int mask = times.length - 1;
    while (head < tail && times[(int) head & mask] <= time - length) {
      remove(values[(int) head & mask]);
      head++;
    }
    if (tail - head > mask) {
      grow();
      mask = times.length - 1;
    }
    times[(int) tail & mask] = time;
    values[(int) tail & mask] = value;
    tail++;
    return insert(value);
  }

  /** Inserts behind all equals of the first block that may hold it; returns its mid-rank. */
  private double insert(double value) {
    if (used == 0) {
      blocks[0] = new double[BLOCK];
      used = 1;
    }
    int b = blockOf(value);
    if (counts[b] == BLOCK) {
      split(b);
      if (value > blocks[b][counts[b] - 1]) {
        b++;
      }
    }
    double[] block = blocks[b];
    int first = firstAtOrAbove(block, counts[b], value);
    int at = first;
    if (first < counts[b] && block[first] == value) {
      at = firstAbove(block, counts[b], value);
    }
    System.arraycopy(block, at, block, at + 1, counts[b] - at);
    block[at] = value;
    counts[b]++;
    long below = first;
    long equal = (long) at + 1 - first;
    for (int i = 0; i < b; i++) {
      below += counts[i];
    }
    // Equals that fill the block to its end may go on in the next ones.
    for (int i = b + 1; i < used && blocks[i - 1][counts[i - 1] - 1] == value; i++) {
      equal += firstAbove(blocks[i], counts[i], value);
    }
    return (below + 0.5 * equal) / (tail - head);
  }

  private void remove(double value) {
    int b = blockOf(value);
    double[] block = blocks[b];
    int at = firstAtOrAbove(block, counts[b], value);
    System.arraycopy(block, at + 1, block, at, counts[b] - at - 1);
    counts[b]--;
    if (counts[b] == 0) {
      drop(b);
    } else if (b + 1 < used && counts[b] + counts[b + 1] <= BLOCK / 2) {
      // Without this a long run of inserts and removals would leave many nearly empty blocks.
      System.arraycopy(blocks[b + 1], 0, block, counts[b], counts[b + 1]);
      counts[b] += counts[b + 1];
      drop(b + 1);
    }
  }

  private void drop(int b) {
    System.arraycopy(blocks, b + 1, blocks, b, used - b - 1);
    System.arraycopy(counts, b + 1, counts, b, used - b - 1);
    used--;
    blocks[used] = null;
    counts[used] = 0;
  }

  /** The first block whose last value is at or above {@code value}, else the last block. */
  private int blockOf(double value) {
    int from = 0;
    int to = used - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (blocks[middle][counts[middle] - 1] >= value) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }

  private void split(int b) {
    if (used == blocks.length) {
      double[][] grownBlocks = new double[used * 2][];
      int[] grownCounts = new int[used * 2];
      System.arraycopy(blocks, 0, grownBlocks, 0, used);
      System.arraycopy(counts, 0, grownCounts, 0, used);
      blocks = grownBlocks;
      counts = grownCounts;
    }
    System.arraycopy(blocks, b + 1, blocks, b + 2, used - b - 1);
    System.arraycopy(counts, b + 1, counts, b + 2, used - b - 1);
    blocks[b + 1] = new double[BLOCK];
    System.arraycopy(blocks[b], BLOCK / 2, blocks[b + 1], 0, BLOCK - BLOCK / 2);
    counts[b + 1] = BLOCK - BLOCK / 2;
    counts[b] = BLOCK / 2;
    used++;
  }

  /**
   * Halves without a branch on what is compared, which no processor could predict: a step is a
   * conditional move. {@code count} when there is none.
   */
  private static int firstAtOrAbove(double[] block, int count, double value) {
    int from = 0;
    int rest = count;
    while (rest > 0) {
      int half = rest >>> 1;
      from = block[from + half] < value ? from + rest - half : from;
      rest = half;
    }
    return from;
  }

  /** As {@link #firstAtOrAbove}, behind all equals. */
  private static int firstAbove(double[] block, int count, double value) {
    int from = 0;
    int rest = count;
    while (rest > 0) {
      int half = rest >>> 1;
      from = block[from + half] <= value ? from + rest - half : from;
      rest = half;
    }
    return from;
  }

  private void grow() {
    int capacity = times.length * 2;
    long[] grownTimes = new long[capacity];
    double[] grownValues = new double[capacity];
    for (long i = head; i < tail; i++) {
      grownTimes[(int) i & (capacity - 1)] = times[(int) i & (times.length - 1)];
      grownValues[(int) i & (capacity - 1)] = values[(int) i & (values.length - 1)];
    }
    times = grownTimes;
    values = grownValues;
  }
}
