package dev.silverbook.features.internal.window;

import java.util.Arrays;

/**
 * Sums of several components over several half-open time windows {@code (now - length, now]} that
 * share one ring of entries.
 *
 * <p>Each window is a queue made of two stacks: suffix sums for its older part, one running sum for
 * its newer part; when the older part is used up, it is rebuilt from the entries. Entries are only
 * ever added, never subtracted, so nothing drifts and a spike leaves no trace. An entry costs
 * amortised constant time per window.
 *
 * <p>Every feature group with windows runs through here for every row, so windows are not objects:
 * what belongs to window w and component c is in flat arrays at w * components + c, and all sums
 * are put together in one pass when the first is asked for.
 *
 * <p>Source: Tangwongsan, Hirzel, Schneider and Wu (2015), General incremental sliding-window
 * aggregation, PVLDB 8(7).
 */
public final class RollingSums {

  private static final int INITIAL_CAPACITY = 64;

  private final int components;
  private final double[] nextHigh;
  private final double[] nextLow;
  private long[] times = new long[INITIAL_CAPACITY];
  private double[] high;
  private double[] low;
  private int mask = INITIAL_CAPACITY - 1;
  private long head;
  private long tail;

  /** Where the windows end. */
  private long now = Long.MIN_VALUE / 2;

  /**
   * By window: it holds the entries [start, tail), older ones [start, flip), newer [flip, tail).
   */
  private final long[] lengths;

  private final long[] starts;
  private final long[] flips;

  /** By window: the entry that its suffix sums begin with. */
  private final long[] bases;

  private final double[][] olderHigh;
  private final double[][] olderLow;
  private final double[] newerHigh;
  private final double[] newerLow;
  private final double[] totalHigh;
  private final double[] totalLow;

  /** Whether the totals are of the windows as they are. */
  private boolean totalled = true;

  /**
   * Empty windows.
   *
   * @param components sums per window
   * @param lengths lengths of the windows, microseconds
   */
  public RollingSums(int components, long... lengths) {
    int windows = lengths.length;
    this.components = components;
    this.lengths = lengths.clone();
    this.starts = new long[windows];
    this.flips = new long[windows];
    this.bases = new long[windows];
    this.olderHigh = new double[windows][components];
    this.olderLow = new double[windows][components];
    this.newerHigh = new double[windows * components];
    this.newerLow = new double[windows * components];
    this.totalHigh = new double[windows * components];
    this.totalLow = new double[windows * components];
    this.nextHigh = new double[components];
    this.nextLow = new double[components];
    this.high = new double[INITIAL_CAPACITY * components];
    this.low = new double[INITIAL_CAPACITY * components];
  }

  /** Sets a component of the entry to be pushed next. */
  public void stage(int component, double value) {
    nextHigh[component] = value;
    nextLow[component] = 0;
  }

  /** Sets a component of the entry to be pushed next to the exact product of two doubles. */
  public void stageProduct(int component, double a, double b) {
    double product = a * b;
    nextHigh[component] = product;
    nextLow[component] = Math.fma(a, b, -product);
  }

  /**
   * Appends the staged entry.
   *
   * @param time microseconds, not before the entry pushed last
   */
  public void push(long time) {
    roll(now, true, time, false);
  }

  /** Drops from every window what lies at or before {@code now - length}. */
  public void advance(long now) {
    roll(now, false, 0, false);
  }

  /** {@link #advance} and {@link #push} in one go. */
  public void advanceAndPush(long now, long time) {
    roll(now, true, time, false);
  }

  /**
   * All that happens to windows, in one pass over them: what is old goes, the staged entry comes,
   * the parts are put together. One method, too long to become a part of its callers: there are a
   * dozen, and the compiler would work on the same loops again for each.
   */
  private void roll(long until, boolean append, long time, boolean total) {
    now = until;
    if (append && tail - head > mask) {
      grow();
    }
    long end = tail;
    long oldest = end;
    for (int w = 0; w < lengths.length; w++) {
      long limit = until - lengths[w];
      long start = starts[w];
      while (start < end && times[(int) start & mask] <= limit) {
        start++;
      }
      starts[w] = start;
      oldest = Math.min(oldest, start);
      if (start > flips[w]) {
        rebuild(w);
      }
      int at = w * components;
      if (append) {
        for (int c = 0; c < components; c++) {
          double was = newerHigh[at + c];
          double add = nextHigh[c];
          double sum = was + add;
          double part = sum - was;
          double error = (was - (sum - part)) + (add - part) + (newerLow[at + c] + nextLow[c]);
          double result = sum + error;
          newerHigh[at + c] = result;
          newerLow[at + c] = error - (result - sum);
        }
      }
      if (total && start >= flips[w]) {
        for (int i = at; i < at + components; i++) {
          totalHigh[i] = newerHigh[i] + newerLow[i];
          totalLow[i] = newerLow[i];
        }
      } else if (total) {
        int from = (int) (start - bases[w]) * components - at;
        double[] addHigh = olderHigh[w];
        double[] addLow = olderLow[w];
        for (int i = at; i < at + components; i++) {
          double was = newerHigh[i];
          double add = addHigh[from + i];
          double sum = was + add;
          double part = sum - was;
          double error = (was - (sum - part)) + (add - part) + (newerLow[i] + addLow[from + i]);
          double result = sum + error;
          totalHigh[i] = result;
          totalLow[i] = error - (result - sum);
        }
      }
    }
    head = oldest;
    if (append) {
      int slot = (int) end & mask;
      times[slot] = time;
      System.arraycopy(nextHigh, 0, high, slot * components, components);
      System.arraycopy(nextLow, 0, low, slot * components, components);
      tail = end + 1;
    }
    totalled = total;
  }

  /** Number of entries in a window. */
  public long count(int window) {
    return tail - starts[window];
  }

  /** Sequence number, from 0, of the oldest entry in a window. */
  public long first(int window) {
    return starts[window];
  }

  /** Sequence number that the next entry will get. */
  public long next() {
    return tail;
  }

  /** A window's sum of one component; 0 when the window is empty. */
  public double sum(int window, int component) {
    if (!totalled) {
      roll(now, false, 0, true);
    }
    return totalHigh[window * components + component];
  }

  /** A window's sum of one component in full precision. */
  public void sum(int window, int component, DoubleDouble into) {
    if (!totalled) {
      roll(now, false, 0, true);
    }
    int at = window * components + component;
    into.set(totalHigh[at], totalLow[at]);
  }

  private void rebuild(int window) {
    int count = (int) (tail - starts[window]);
    int to = count * components;
    ensure(window, to + components);
    double[] suffixHigh = olderHigh[window];
    double[] suffixLow = olderLow[window];
    // Behind the newest entry is the empty sum.
    Arrays.fill(suffixHigh, to, to + components, 0);
    Arrays.fill(suffixLow, to, to + components, 0);
    // Component by component within an entry: these sums do not wait for each other, whereas those
    // of one component do.
    for (long i = tail - 1; i >= starts[window]; i--) {
      int from = ((int) i & mask) * components;
      for (int c = components - 1; c >= 0; c--) {
        to--;
        double was = suffixHigh[to + components];
        double wasLow = suffixLow[to + components];
        double add = high[from + c];
        double sum = was + add;
        double part = sum - was;
        double error = (was - (sum - part)) + (add - part) + (wasLow + low[from + c]);
        double result = sum + error;
        suffixHigh[to] = result;
        suffixLow[to] = error - (result - sum);
      }
    }
    int newer = window * components;
    Arrays.fill(newerHigh, newer, newer + components, 0);
    Arrays.fill(newerLow, newer, newer + components, 0);
    bases[window] = starts[window];
    flips[window] = tail;
  }

  private void ensure(int window, int size) {
    if (olderHigh[window].length < size) {
      int had = olderHigh[window].length;
      int capacity = Math.max(size, had + (had >> 1));
      olderHigh[window] = new double[capacity];
      olderLow[window] = new double[capacity];
    }
  }

  private void grow() {
    int capacity = times.length * 2;
    long[] grownTimes = new long[capacity];
    double[] grownHigh = new double[capacity * components];
    double[] grownLow = new double[capacity * components];
    for (long i = head; i < tail; i++) {
      int from = (int) i & mask;
      int to = (int) i & (capacity - 1);
      grownTimes[to] = times[from];
      System.arraycopy(high, from * components, grownHigh, to * components, components);
      System.arraycopy(low, from * components, grownLow, to * components, components);
    }
    times = grownTimes;
    high = grownHigh;
    low = grownLow;
    mask = capacity - 1;
  }
}
