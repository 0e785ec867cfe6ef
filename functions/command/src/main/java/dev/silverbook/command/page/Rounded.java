package dev.silverbook.command.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers short enough to embed many of them, and exact enough to look at. */
final class Rounded {

  private Rounded() {}

  /**
   * To that many significant digits.
   *
   * @return null for what is not finite; a whole number as a long where it is one
   */
  static Number digits(double value, int digits) {
    if (!Double.isFinite(value)) {
      return null;
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return (long) value;
    }
    return new BigDecimal(value)
        .round(new MathContext(digits, RoundingMode.HALF_EVEN))
        .doubleValue();
  }
}
