package dev.silverbook.features.reference;

/**
 * An unevaluated sum of two doubles: about 32 significant digits. (Dekker 1971; Knuth's two-sum.)
 * Sums and products of doubles in it are, next to double arithmetic, as good as exact.
 */
record DoubleDouble(double high, double low) {

  static final DoubleDouble ZERO = new DoubleDouble(0, 0);

  static DoubleDouble of(double value) {
    return new DoubleDouble(value, 0);
  }

  /** a + b, exactly. */
  static DoubleDouble sum(double a, double b) {
    double sum = a + b;
    double fromB = sum - a;
    return new DoubleDouble(sum, (a - (sum - fromB)) + (b - fromB));
  }

  /** a · b, exactly. */
  static DoubleDouble product(double a, double b) {
    double product = a * b;
    return new DoubleDouble(product, Math.fma(a, b, -product));
  }

  DoubleDouble plus(DoubleDouble other) {
    DoubleDouble highs = sum(high, other.high);
    DoubleDouble lows = sum(low, other.low);
    DoubleDouble partial = ordered(highs.high, highs.low + lows.high);
    return ordered(partial.high, lows.low + partial.low);
  }

  DoubleDouble plus(double other) {
    return plus(of(other));
  }

  DoubleDouble minus(DoubleDouble other) {
    return plus(other.negated());
  }

  DoubleDouble minus(double other) {
    return plus(of(-other));
  }

  DoubleDouble times(DoubleDouble other) {
    DoubleDouble product = product(high, other.high);
    return ordered(product.high, product.low + (high * other.low + low * other.high));
  }

  DoubleDouble times(double other) {
    return times(of(other));
  }

  DoubleDouble dividedBy(DoubleDouble divisor) {
    double first = high / divisor.high;
    DoubleDouble rest = minus(divisor.times(first));
    double second = rest.high / divisor.high;
    rest = rest.minus(divisor.times(second));
    double third = rest.high / divisor.high;
    return of(first).plus(second).plus(third);
  }

  DoubleDouble dividedBy(double divisor) {
    return dividedBy(of(divisor));
  }

  /** Of a number that is not negative. */
  DoubleDouble squareRoot() {
    if (high == 0) {
      return ZERO;
    }
    double root = Math.sqrt(high);
    return of(root).plus(minus(product(root, root)).value() / (2 * root));
  }

  DoubleDouble negated() {
    return new DoubleDouble(-high, -low);
  }

  DoubleDouble absolute() {
    return signum() < 0 ? negated() : this;
  }

  int signum() {
    return (int) Math.signum(high != 0 ? high : low);
  }

  boolean atLeast(DoubleDouble other) {
    return minus(other).signum() >= 0;
  }

  /** The nearest double. */
  double value() {
    return high + low;
  }

  /** a + b, exactly, when a is not smaller in magnitude. */
  private static DoubleDouble ordered(double a, double b) {
    double sum = a + b;
    return new DoubleDouble(sum, b - (sum - a));
  }
}
