package dev.silverbook.features.reference;

import java.util.List;

/** Sums and moments from scratch. Each also carries over what rounding did to its terms. */
final class Statistics {

  private Statistics() {}

  static DoubleDouble exactSum(List<Quantity> values) {
    DoubleDouble sum = DoubleDouble.ZERO;
    for (Quantity quantity : values) {
      sum = sum.plus(quantity.value());
    }
    return sum;
  }

  /** Null without values. */
  static Quantity sum(List<Quantity> values) {
    return values.isEmpty() ? null : Quantity.of(exactSum(values), scaleOfSum(values));
  }

  /** Null without values. */
  static Quantity mean(List<Quantity> values) {
    return values.isEmpty()
        ? null
        : Quantity.of(
            exactSum(values).dividedBy(values.size()), scaleOfSum(values) / values.size());
  }

  /** sqrt(Σ x²); null without values. A change d of the terms moves it by at most sqrt(Σ d²). */
  static Quantity norm(List<Quantity> values) {
    if (values.isEmpty()) {
      return null;
    }
    DoubleDouble squares = DoubleDouble.ZERO;
    for (Quantity quantity : values) {
      squares = squares.plus(DoubleDouble.product(quantity.value(), quantity.value()));
    }
    return Quantity.of(squares.squareRoot(), rootOfSquaredScales(values));
  }

  /**
   * Sample standard deviation, n − 1; null below 2 values. A change d of the terms moves it by at
   * most sqrt(Σ d²/(n − 1)).
   */
  static Quantity standardDeviation(List<Quantity> values) {
    if (values.size() < 2) {
      return null;
    }
    DoubleDouble mean = exactSum(values).dividedBy(values.size());
    DoubleDouble squares = DoubleDouble.ZERO;
    for (Quantity quantity : values) {
      DoubleDouble deviation = DoubleDouble.of(quantity.value()).minus(mean);
      squares = squares.plus(deviation.times(deviation));
    }
    return Quantity.of(
        squares.dividedBy(values.size() - 1).squareRoot(),
        rootOfSquaredScales(values) / Math.sqrt(values.size() - 1));
  }

  /** (a − b)/(a + b) of two sums of positive terms; null when both are 0. */
  static Quantity imbalance(DoubleDouble a, DoubleDouble b) {
    DoubleDouble total = a.plus(b);
    return total.signum() == 0 ? null : Quantity.of(a.minus(b).dividedBy(total), 1);
  }

  private static double scaleOfSum(List<Quantity> values) {
    return values.stream().mapToDouble(Statistics::scaleOf).sum();
  }

  private static double rootOfSquaredScales(List<Quantity> values) {
    return Math.sqrt(values.stream().mapToDouble(x -> scaleOf(x) * scaleOf(x)).sum());
  }

  private static double scaleOf(Quantity quantity) {
    return Math.max(quantity.scale(), Math.abs(quantity.value()));
  }
}
