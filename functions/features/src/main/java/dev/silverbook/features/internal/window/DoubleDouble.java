package dev.silverbook.features.internal.window;

/**
 * An unevaluated sum of two doubles, about 106 bits of significand. Mutable, so that sums run
 * without allocation.
 *
 * <p>Source: Dekker (1971), A floating-point technique for extending the available precision;
 * Ogita, Rump and Oishi (2005), Accurate sum and dot product.
 */
public final class DoubleDouble {

  private double high;
  private double low;

  /** Begins as zero. */
  public DoubleDouble() {}

  /** Becomes {@code value}. */
  public DoubleDouble set(double value) {
    high = value;
    low = 0;
    return this;
  }

  /** Becomes {@code high + low}, which must be normalised. */
  public DoubleDouble set(double high, double low) {
    this.high = high;
    this.low = low;
    return this;
  }

  /** Adds a double. */
  public DoubleDouble add(double value) {
    double sum = high + value;
    double part = sum - high;
    double error = (high - (sum - part)) + (value - part) + low;
    high = sum + error;
    low = error - (high - sum);
    return this;
  }

  /** Adds {@code otherHigh + otherLow}. */
  public DoubleDouble add(double otherHigh, double otherLow) {
    double sum = high + otherHigh;
    double part = sum - high;
    double error = (high - (sum - part)) + (otherHigh - part) + (low + otherLow);
    high = sum + error;
    low = error - (high - sum);
    return this;
  }

  /** Adds the exact product of two doubles. */
  public DoubleDouble addProduct(double a, double b) {
    double product = a * b;
    return add(product, Math.fma(a, b, -product));
  }

  /** Subtracts {@code a b / n}: what centres a sum of products. */
  public DoubleDouble subtractMeanProduct(DoubleDouble a, DoubleDouble b, long n) {
    double product = a.high * b.high;
    double error = Math.fma(a.high, b.high, -product) + (a.high * b.low + a.low * b.high);
    double count = (double) n;
    double quotient = product / count;
    double rest = (Math.fma(-quotient, count, product) + error) / count;
    return add(-quotient, -rest);
  }

  /** The nearest double. */
  public double value() {
    return high + low;
  }

  /** The leading part. */
  public double high() {
    return high;
  }

  /** The trailing part. */
  public double low() {
    return low;
  }
}
