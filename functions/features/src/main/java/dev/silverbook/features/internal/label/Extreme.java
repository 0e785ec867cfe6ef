package dev.silverbook.features.internal.label;

/**
 * The largest, or with a negative sign the smallest, of the values after a time that only moves on.
 * Values that a later one beats are forgotten, so each costs amortised constant time.
 *
 * <p>Source: Lemire (2006), Streaming maximum-minimum filter, Nordic J. Computing 13(4).
 */
final class Extreme {

  private static final int INITIAL_CAPACITY = 64;

  private final int sign;
  private long[] times = new long[INITIAL_CAPACITY];
  private double[] values = new double[INITIAL_CAPACITY];
  private long head;
  private long tail;

  Extreme(int sign) {
    this.sign = sign;
  }

  /** Takes a value; times do not run backwards. */
  void add(long time, double value) {
    int mask = times.length - 1;
    while (tail > head && sign * values[(int) (tail - 1) & mask] <= sign * value) {
      tail--;
    }
    if (tail - head > mask) {
      grow();
      mask = times.length - 1;
    }
    times[(int) tail & mask] = time;
    values[(int) tail & mask] = value;
    tail++;
  }

  /** The extreme of the values later than {@code time}; NaN when there is none. */
  double after(long time) {
    int mask = times.length - 1;
    while (tail > head && times[(int) head & mask] <= time) {
      head++;
    }
    return tail == head ? Double.NaN : values[(int) head & mask];
  }

  void clear() {
    head = tail;
  }

  private void grow() {
    int capacity = times.length * 2;
    long[] grownTimes = new long[capacity];
    double[] grownValues = new double[capacity];
    for (long i = head; i < tail; i++) {
      grownTimes[(int) i & (capacity - 1)] = times[(int) i & (times.length - 1)];
      grownValues[(int) i & (capacity - 1)] = values[(int) i & (times.length - 1)];
    }
    times = grownTimes;
    values = grownValues;
  }
}
