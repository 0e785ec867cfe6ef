package dev.silverbook.lake.internal.write;

import java.util.Arrays;

/**
 * Tells from some of a page's numbers whether they are noise below their first digits and seldom
 * repeat. Depends on nothing but the numbers, so that the same rows give the same bytes.
 */
final class PageSample {

  /** Numbers looked at without a gap, because what repeats does so soon. */
  private static final int RUN = 256;

  private static final int RUNS = 4;

  /** Where more than one of so many numbers is a repeat, matches save more than streams do. */
  private static final int REPEATS = 3;

  /** Most low bytes of a number that are taken for noise; those above hold its exponent. */
  private static final int MOST_BELOW = 2;

  private static final int LEAST_BELOW = 4;

  private static final int BYTE_VALUES = 1 << Byte.SIZE;

  private static final int SLOT_BITS = 10;

  /** Spreads over its upper bits what differs anywhere in a number: 2^64 by the golden ratio. */
  private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

  private final long[] taken = new long[RUN * RUNS];
  private final long[] recent = new long[1 << SLOT_BITS];
  private final int[] counts = new int[BYTE_VALUES];

  /**
   * How many bytes of each number, from the lowest, are noise that no compressor makes smaller.
   *
   * @param values {@code count} numbers, few of them NaN
   * @param width bytes a number is stored in: 8, or 4 for singles
   * @return 0 when the numbers repeat, are short, or are too few to tell
   */
  int noisyBytes(double[] values, int count, int width) {
    int size = take(values, count, width);
    int first = withoutRepeats(size);
    if (first == 0 || (size - first) * REPEATS > size) {
      return 0;
    }
    // The lowest and the highest of them tell: there is nothing but noise between.
    if (!isNoise(first, 0)) {
      return 0;
    }
    for (int bytes = width - MOST_BELOW; bytes >= Math.max(1, width - LEAST_BELOW); bytes--) {
      if (isNoise(first, bytes - 1)) {
        return bytes;
      }
    }
    return 0;
  }

  /** Takes runs from the first number to the last, as far apart as they can be. */
  private int take(double[] values, int count, int width) {
    int runs = Math.min(RUNS, count / RUN);
    int size = 0;
    for (int run = 0; run < runs; run++) {
      int start = (int) ((long) (count - RUN) * run / Math.max(1, runs - 1));
      for (int i = start; i < start + RUN; i++) {
        // Not raw: which NaN a computation gives depends on who compiled it.
        taken[size++] =
            width == Double.BYTES
                ? Double.doubleToLongBits(values[i])
                : Float.floatToIntBits((float) values[i]);
      }
    }
    return size;
  }

  /** Leaves out of the numbers taken those that were there shortly before; how many are left. */
  private int withoutRepeats(int size) {
    Arrays.fill(recent, 0);
    int left = 0;
    for (int i = 0; i < size; i++) {
      long bits = taken[i];
      int slot = (int) ((bits * SPREAD) >>> (Long.SIZE - SLOT_BITS));
      taken[left] = bits;
      left += recent[slot] == bits ? 0 : 1;
      recent[slot] = bits;
    }
    return left;
  }

  /** Whether two numbers share that byte at most half as often again as by chance. */
  private boolean isNoise(int size, int index) {
    Arrays.fill(counts, 0);
    for (int i = 0; i < size; i++) {
      counts[(int) (taken[i] >>> (index * Byte.SIZE)) & (BYTE_VALUES - 1)]++;
    }
    long pairs = 0;
    for (int count : counts) {
      pairs += (long) count * (count - 1);
    }
    return 2 * pairs * BYTE_VALUES <= 3L * size * (size - 1);
  }
}
