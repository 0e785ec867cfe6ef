package dev.silverbook.features.reference;

import java.util.List;

/** Roll's estimator: 2·sqrt(−cov) of successive price changes (Roll 1984). */
final class RollSpread {

  private static final int LEAST_CHANGES = 3;

  private RollSpread() {}

  /**
   * Null below 3 changes or when the covariance is not negative. A covariance whose sign hangs on
   * the last bit of the prices (equal steps, as far as doubles can tell) may give either.
   */
  static Quantity of(List<ClassifiedTrade> trades) {
    int changes = trades.size() - 1;
    if (changes < LEAST_CHANGES) {
      return null;
    }
    double[] change = new double[changes];
    for (int j = 0; j < changes; j++) {
      change[j] = trades.get(j + 1).price() - trades.get(j).price();
    }
    int pairs = changes - 1;
    DoubleDouble meanFirst = DoubleDouble.ZERO;
    DoubleDouble meanSecond = DoubleDouble.ZERO;
    for (int j = 0; j < pairs; j++) {
      meanFirst = meanFirst.plus(change[j]);
      meanSecond = meanSecond.plus(change[j + 1]);
    }
    meanFirst = meanFirst.dividedBy(pairs);
    meanSecond = meanSecond.dividedBy(pairs);
    DoubleDouble products = DoubleDouble.ZERO;
    double scale = 0;
    double deviations = 0;
    for (int j = 0; j < pairs; j++) {
      DoubleDouble first = DoubleDouble.of(change[j]).minus(meanFirst);
      DoubleDouble second = DoubleDouble.of(change[j + 1]).minus(meanSecond);
      products = products.plus(first.times(second));
      deviations += Math.abs(first.value()) + Math.abs(second.value());
      scale +=
          Math.abs(first.value() * second.value())
              + Math.abs(first.value() * change[j + 1])
              + Math.abs(second.value() * change[j]);
    }
    double covariance = products.dividedBy(pairs - 1).value();
    double rounding = Quantity.ROUNDING_UNITS * Quantity.EPSILON * scale / (pairs - 1);
    double lastBit =
        Quantity.EPSILON * trades.stream().mapToDouble(ClassifiedTrade::price).max().orElseThrow();
    double undecided = Math.max(rounding, lastBit * (deviations / (pairs - 1) + lastBit));
    if (Math.abs(covariance) <= undecided && deviations > 0) {
      double most = 2 * Math.sqrt(2 * undecided);
      return Quantity.of(0, most / (Quantity.ROUNDING_UNITS * Quantity.EPSILON)).orNull(true);
    }
    if (covariance >= 0) {
      return null;
    }
    double root = Math.sqrt(-covariance);
    return Quantity.of(2 * root, scale / (pairs - 1) / root);
  }
}
