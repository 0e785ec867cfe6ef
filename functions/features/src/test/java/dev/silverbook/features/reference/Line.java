package dev.silverbook.features.reference;

import java.util.List;

/**
 * Least-squares line with intercept.
 *
 * @param slope Sxy/Sxx; null when x has no spread
 * @param rSquared Sxy²/(Sxx·Syy); null also when y has no spread
 */
record Line(Quantity slope, Quantity rSquared) {

  private static final Line NONE = new Line(null, null);

  /** Rounding may change the spread of x or y by this share before it counts as noise. */
  private static final double MOST_NOISE = 0.01;

  static Line fit(List<Quantity> x, List<Quantity> y) {
    if (allEqual(x)) {
      return NONE;
    }
    int n = x.size();
    DoubleDouble meanX = Statistics.exactSum(x).dividedBy(n);
    DoubleDouble meanY = Statistics.exactSum(y).dividedBy(n);
    DoubleDouble xx = DoubleDouble.ZERO;
    DoubleDouble xy = DoubleDouble.ZERO;
    DoubleDouble yy = DoubleDouble.ZERO;
    double scaleXx = 0;
    double scaleXy = 0;
    double scaleYy = 0;
    for (int i = 0; i < n; i++) {
      DoubleDouble dx = DoubleDouble.of(x.get(i).value()).minus(meanX);
      DoubleDouble dy = DoubleDouble.of(y.get(i).value()).minus(meanY);
      xx = xx.plus(dx.times(dx));
      xy = xy.plus(dx.times(dy));
      yy = yy.plus(dy.times(dy));
      double absX = Math.abs(dx.value());
      double absY = Math.abs(dy.value());
      // First-order change of each sum when x_i and y_i move by one rounding of their scale.
      scaleXx += absX * absX + 2 * absX * x.get(i).scale();
      scaleXy += absX * absY + absX * y.get(i).scale() + absY * x.get(i).scale();
      scaleYy += absY * absY + 2 * absY * y.get(i).scale();
    }
    double sxx = xx.value();
    if (isNoise(sxx, scaleXx)) {
      return new Line(Quantity.noise(), Quantity.noise());
    }
    DoubleDouble slope = xy.dividedBy(xx);
    Quantity slopeQuantity =
        Quantity.of(slope, scaleXy / sxx + Math.abs(slope.value()) * scaleXx / sxx);
    if (allEqual(y)) {
      return new Line(slopeQuantity, null);
    }
    double syy = yy.value();
    if (isNoise(syy, scaleYy)) {
      return new Line(slopeQuantity, Quantity.noise());
    }
    DoubleDouble rSquared = slope.times(xy).dividedBy(yy);
    double scale =
        2 * Math.abs(slope.value()) * scaleXy / syy
            + Quantity.ROUNDING_UNITS * Quantity.EPSILON * scaleXy / sxx * scaleXy / syy
            + rSquared.value() * (scaleXx / sxx + scaleYy / syy);
    return new Line(slopeQuantity, Quantity.of(rSquared, scale));
  }

  static boolean allEqual(List<Quantity> values) {
    return values.stream().allMatch(value -> value.value() == values.get(0).value());
  }

  private static boolean isNoise(double squares, double scale) {
    return Quantity.ROUNDING_UNITS * Quantity.EPSILON * scale > MOST_NOISE * squares;
  }
}
