package dev.silverbook.features.reference;

/**
 * A double with what rounding may do to it.
 *
 * @param value nearest double to the definition
 * @param scale size of the intermediate results whose rounding reaches the value: a careful
 *     computation in doubles may be off by a few {@code scale · 2^-52}, however small the value
 *     itself is (a difference of nearly equal numbers); 0 when relative precision can be had
 * @param mayBeNull whether null is right as well, because the condition for null is itself a
 *     comparison of numbers that differ by rounding only
 */
record Quantity(double value, double scale, boolean mayBeNull) {

  /** Allowed relative difference. */
  static final double RELATIVE_TOLERANCE = 1e-9;

  /** Allowed rounding errors of one {@code scale} each; a plain sum of n terms makes about √n. */
  static final double ROUNDING_UNITS = 16;

  static final double EPSILON = Math.ulp(1.0);

  /** Relative precision can be had. */
  static Quantity of(double value) {
    return new Quantity(value, 0, false);
  }

  static Quantity of(DoubleDouble value) {
    return of(value.value());
  }

  static Quantity of(DoubleDouble value, double scale) {
    return of(value.value(), scale);
  }

  static Quantity of(double value, double scale) {
    return new Quantity(value, scale, false);
  }

  /** Decided by rounding alone: nothing can be said about it. */
  static Quantity noise() {
    return new Quantity(0, Double.POSITIVE_INFINITY, true);
  }

  Quantity orNull(boolean nullIsRightAsWell) {
    return new Quantity(value, scale, nullIsRightAsWell);
  }

  boolean isNoise() {
    return scale == Double.POSITIVE_INFINITY;
  }

  /** The allowed absolute difference. */
  double tolerance() {
    return Math.max(RELATIVE_TOLERANCE * Math.abs(value), ROUNDING_UNITS * EPSILON * scale);
  }
}
