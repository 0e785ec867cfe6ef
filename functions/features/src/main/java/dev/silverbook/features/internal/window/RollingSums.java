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
 * <p>Source: Tangwongsan, Hirzel, Schneider and Wu (2015), General incremental sliding-window
 * aggregation, PVLDB 8(7).
 */
public final class RollingSums {

  private static final int INITIAL_CAPACITY = 64;

  private final Window[] windows;
  private int components;
  private double[] nextHigh = {};
  private double[] nextLow = {};
  private long[] times = new long[INITIAL_CAPACITY];
  private double[] high = {};
  private double[] low = {};
  private int mask = INITIAL_CAPACITY - 1;
  private long head;
  private long tail;

  /**
   * Empty windows.
   *
   * @param components sums per window; {@link #addComponents} adds more
   * @param lengths lengths of the windows, microseconds
   */
  public RollingSums(int components, long... lengths) {
    this.windows = new Window[lengths.length];
    for (int w = 0; w < lengths.length; w++) {
      windows[w] = new Window(lengths[w]);
    }
    addComponents(components);
  }

  /**
   * Makes room for further components, each summed over every window.
   *
   * @return the first of them; the others follow
   * @throws IllegalStateException when there are entries already
   */
  public int addComponents(int count) {
    if (tail > 0) {
      throw new IllegalStateException("windows hold entries already: declare components before");
    }
    int first = components;
    components += count;
    nextHigh = new double[components];
    nextLow = new double[components];
    high = new double[times.length * components];
    low = new double[times.length * components];
    for (Window window : windows) {
      window.newHigh = new double[components];
      window.newLow = new double[components];
    }
    return first;
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
   * Appends the staged entry. A component that was not staged since the last one counts as 0.
   *
   * @param time microseconds, not before the entry pushed last
   */
  public void push(long time) {
    if (tail - head > mask) {
      grow();
    }
    int slot = (int) tail & mask;
    times[slot] = time;
    System.arraycopy(nextHigh, 0, high, slot * components, components);
    System.arraycopy(nextLow, 0, low, slot * components, components);
    tail++;
    for (Window window : windows) {
      window.append(nextHigh, nextLow);
    }
    Arrays.fill(nextHigh, 0);
    Arrays.fill(nextLow, 0);
  }

  /** Drops from every window what lies at or before {@code now - length}. */
  public void advance(long now) {
    long oldest = tail;
    for (Window window : windows) {
      long limit = now - window.length;
      long start = window.start;
      while (start < tail && times[(int) start & mask] <= limit) {
        start++;
      }
      window.start = start;
      // Not only when its older part is behind: the oldest entry has to be in it, to be told apart.
      if (start >= window.flip && tail > window.flip) {
        rebuild(window);
      }
      oldest = Math.min(oldest, start);
    }
    head = oldest;
  }

  /** {@link #advance}, then {@link #push}. */
  public void advanceAndPush(long now, long time) {
    advance(now);
    push(time);
  }

  /** Number of entries in a window. */
  public long count(int window) {
    return tail - windows[window].start;
  }

  /** Sequence number, from 0, of the oldest entry in a window. */
  public long first(int window) {
    return windows[window].start;
  }

  /** Sequence number that the next entry will get. */
  public long next() {
    return tail;
  }

  /** A window's sum of one component; 0 when the window is empty. */
  public double sum(int window, int component) {
    Window held = windows[window];
    return sum(held, held.start, component);
  }

  /**
   * A window's sum of one component without the oldest entry: for what belongs to two entries in
   * turn, is staged with the later one and counts where both are in the window. 0 below two
   * entries.
   *
   * <p>Between two entries {@link #advance} must have been called.
   */
  public double sumAfterOldest(int window, int component) {
    Window held = windows[window];
    return tail - held.start < 2 ? 0 : sum(held, held.start + 1, component);
  }

  private double sum(Window held, long start, int component) {
    double sum = held.newHigh[component];
    double error = held.newLow[component];
    if (start < held.flip) {
      int at = (int) (start - held.base) * components + component;
      double older = held.oldHigh[at];
      double total = sum + older;
      double part = total - sum;
      return total + ((sum - (total - part)) + (older - part) + (error + held.oldLow[at]));
    }
    return sum + error;
  }

  /** A window's sum of one component in full precision. */
  public void sum(int window, int component, DoubleDouble into) {
    Window held = windows[window];
    into.set(held.newHigh[component], held.newLow[component]);
    if (held.start < held.flip) {
      int at = (int) (held.start - held.base) * components + component;
      into.add(held.oldHigh[at], held.oldLow[at]);
    }
  }

  /** Sums up what is in a window, from the newest entry to the oldest. */
  private void rebuild(Window window) {
    int count = (int) (tail - window.start);
    int to = count * components;
    window.ensure(to + components);
    double[] suffixHigh = window.oldHigh;
    double[] suffixLow = window.oldLow;
    // Behind the newest entry is the empty sum.
    Arrays.fill(suffixHigh, to, to + components, 0);
    Arrays.fill(suffixLow, to, to + components, 0);
    // Component by component within an entry: these sums do not wait for each other, whereas
    // those of one component do.
    for (long i = tail - 1; i >= window.start; i--) {
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
    Arrays.fill(window.newHigh, 0);
    Arrays.fill(window.newLow, 0);
    window.base = window.start;
    window.flip = tail;
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

  /** One window: suffix sums of entries [base, flip), running sums of [flip, tail). */
  private static final class Window {
    private final long length;
    private double[] newHigh = {};
    private double[] newLow = {};
    private double[] oldHigh = {};
    private double[] oldLow = {};
    private long base;
    private long start;
    private long flip;

    Window(long length) {
      this.length = length;
    }

    void append(double[] addHigh, double[] addLow) {
      for (int c = 0; c < newHigh.length; c++) {
        double was = newHigh[c];
        double add = addHigh[c];
        double sum = was + add;
        double part = sum - was;
        double error = (was - (sum - part)) + (add - part) + (newLow[c] + addLow[c]);
        double result = sum + error;
        newHigh[c] = result;
        newLow[c] = error - (result - sum);
      }
    }

    void ensure(int size) {
      if (oldHigh.length < size) {
        int capacity = Math.max(size, oldHigh.length + (oldHigh.length >> 1));
        oldHigh = new double[capacity];
        oldLow = new double[capacity];
      }
    }

    @Override
    public String toString() {
      return "window of " + length + " us from " + start + ", " + Arrays.toString(newHigh);
    }
  }
}
