package dev.silverbook.features.internal.window;

import java.util.Arrays;

/**
 * Several sums side by side, each of the precision of a {@link DoubleDouble}. In arrays rather than
 * in objects, so that adding to all of them is one short loop.
 */
public final class ExactSums {

  private final double[] high;
  private final double[] low;

  /** That many sums, each 0. */
  public ExactSums(int count) {
    high = new double[count];
    low = new double[count];
  }

  /** All become 0. */
  public void clear() {
    Arrays.fill(high, 0);
    Arrays.fill(low, 0);
  }

  /** Adds the first {@code count} values to the sums from {@code first} on. */
  public void add(int first, double[] values, int count) {
    for (int i = 0; i < count; i++) {
      add(first + i, values[i], 0);
    }
  }

  /** Adds each value times {@code factor}, exactly, to the first sums. */
  public void addProducts(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      addProduct(i, values[i], factor);
    }
  }

  /** Adds the exact product of two doubles to a sum. */
  public void addProduct(int i, double a, double b) {
    double product = a * b;
    add(i, product, Math.fma(a, b, -product));
  }

  /** Adds sum to sum. */
  public void add(ExactSums other) {
    for (int i = 0; i < high.length; i++) {
      add(i, other.high[i], other.low[i]);
    }
  }

  private void add(int i, double addHigh, double addLow) {
    double was = high[i];
    double sum = was + addHigh;
    double part = sum - was;
    double error = (was - (sum - part)) + (addHigh - part) + (low[i] + addLow);
    double result = sum + error;
    high[i] = result;
    low[i] = error - (result - sum);
  }

  /** The double nearest to a sum. */
  public double value(int i) {
    return high[i] + low[i];
  }
}
