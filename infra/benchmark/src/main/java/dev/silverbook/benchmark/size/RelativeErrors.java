package dev.silverbook.benchmark.size;

/**
 * By how much numbers differ from what they should be, as shares of that. Many millions of them, so
 * they are counted in classes whose bounds are 1.6 % apart.
 */
public final class RelativeErrors {

  /** Of a double: what is left are the exponent and six bits of the mantissa. */
  private static final int DROPPED_BITS = 46;

  private final long[] counts =
      new long[(int) (Double.doubleToRawLongBits(Double.POSITIVE_INFINITY) >>> DROPPED_BITS) + 1];
  private long values;
  private long lost;
  private double largest;
  private String worstColumn = "";

  /**
   * Adds a value. Where nothing is expected, NaN, there is nothing to compare.
   *
   * @param column its name
   * @param actual NaN where a value was lost
   */
  void add(String column, double expected, double actual) {
    if (Double.isNaN(expected)) {
      return;
    }
    if (Double.isNaN(actual)) {
      lost++;
      return;
    }
    // Zero stays zero, or the error has no bound.
    double error = expected == actual ? 0 : Math.abs((actual - expected) / expected);
    counts[(int) (Double.doubleToRawLongBits(error) >>> DROPPED_BITS)]++;
    values++;
    if (error > largest) {
      largest = error;
      worstColumn = column;
    }
  }

  /** How many values were compared. */
  long values() {
    return values;
  }

  /** How many values were there before and are not any more. */
  long lost() {
    return lost;
  }

  /** The largest error. */
  double largest() {
    return largest;
  }

  /** The column of the largest error; empty when there is no error. */
  String worstColumn() {
    return worstColumn;
  }

  /**
   * The error that this share of all values does not exceed, rounded up by at most 1.6 %.
   *
   * @param share above 0, at most 1
   */
  double percentile(double share) {
    if (values == 0) {
      throw new IllegalStateException("no value was compared");
    }
    long wanted = (long) Math.ceil(share * values);
    long seen = counts[0];
    int index = 0;
    while (seen < wanted) {
      index++;
      seen += counts[index];
    }
    if (index == 0) {
      // The class of zero also holds the smallest errors, which doubles do not make.
      return 0;
    }
    // Behind the last class, that of infinity, there is no bound.
    return index == counts.length - 1
        ? largest
        : Math.min(largest, Double.longBitsToDouble((index + 1L) << DROPPED_BITS));
  }
}
