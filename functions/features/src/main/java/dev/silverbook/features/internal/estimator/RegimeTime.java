package dev.silverbook.features.internal.estimator;

/**
 * Share of covered time that a window spent in each of a few regimes, in exact integer
 * microseconds. A regime holds from its row to the next usable row; time across a gap is not
 * covered.
 */
public final class RegimeTime {

  private final long length;
  private final long[] totals;
  private long[] starts = new long[64];
  private long[] ends = new long[64];
  private byte[] regimes = new byte[64];
  private long head;
  private long tail;
  private long covered;

  /**
   * An empty window.
   *
   * @param length microseconds
   * @param regimes how many regimes there are; they count from 0
   */
  public RegimeTime(long length, int regimes) {
    this.length = length;
    this.totals = new long[regimes];
  }

  /** Notes that {@code regime} held in [start, end); intervals come in time order. */
  public void add(long start, long end, int regime) {
    if (end <= start) {
      return;
    }
    covered += end - start;
    totals[regime] += end - start;
    int last = (int) (tail - 1) & (starts.length - 1);
    if (tail > head && ends[last] == start && regimes[last] == regime) {
      ends[last] = end;
      return;
    }
    if (tail - head == starts.length) {
      grow();
    }
    int slot = (int) tail & (starts.length - 1);
    starts[slot] = start;
    ends[slot] = end;
    regimes[slot] = (byte) regime;
    tail++;
  }

  /** Cuts off what lies before {@code now - length}. */
  public void advance(long now) {
    long limit = now - length;
    int mask = starts.length - 1;
    while (head < tail && starts[(int) head & mask] < limit) {
      int slot = (int) head & mask;
      long cut = Math.min(ends[slot], limit) - starts[slot];
      covered -= cut;
      totals[regimes[slot]] -= cut;
      starts[slot] += cut;
      if (starts[slot] < ends[slot]) {
        return;
      }
      head++;
    }
  }

  /** Share of covered time spent in {@code regime}; NaN when no time is covered. */
  public double share(int regime) {
    return covered == 0 ? Double.NaN : (double) totals[regime] / covered;
  }

  private void grow() {
    int capacity = starts.length * 2;
    long[] grownStarts = new long[capacity];
    long[] grownEnds = new long[capacity];
    byte[] grownRegimes = new byte[capacity];
    for (long i = head; i < tail; i++) {
      int from = (int) i & (starts.length - 1);
      int to = (int) i & (capacity - 1);
      grownStarts[to] = starts[from];
      grownEnds[to] = ends[from];
      grownRegimes[to] = regimes[from];
    }
    starts = grownStarts;
    ends = grownEnds;
    regimes = grownRegimes;
  }
}
