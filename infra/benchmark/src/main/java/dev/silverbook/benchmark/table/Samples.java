package dev.silverbook.benchmark.table;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * One quantity, measured several times. A busy machine makes single measurements worthless; the
 * median with the range beside it says how far to trust it.
 *
 * @param values in the order of measurement; at least one
 */
public record Samples(List<Double> values) {

  public Samples {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no measurement");
    }
  }

  public static Samples of(double... values) {
    return new Samples(Arrays.stream(values).boxed().toList());
  }

  /** That quantity of each. */
  public static <T> Samples of(List<T> measured, ToDoubleFunction<T> quantity) {
    return new Samples(measured.stream().map(quantity::applyAsDouble).toList());
  }

  /** The middle one, or the mean of the middle two. */
  public double median() {
    double[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Math.scalb(sorted[middle - 1] + sorted[middle], -1);
  }

  double min() {
    return sorted()[0];
  }

  double max() {
    double[] sorted = sorted();
    return sorted[sorted.length - 1];
  }

  /** Each value by that function. */
  public Samples map(DoubleUnaryOperator function) {
    return new Samples(values.stream().map(function::applyAsDouble).toList());
  }

  /**
   * The first by the first, the second by the second, and so on: what was measured side by side is
   * compared with each other, so that a change of the machine's load hits both.
   */
  public Samples per(Samples other) {
    requireSameCount(other);
    double[] ratios = new double[values.size()];
    Arrays.setAll(ratios, i -> values.get(i) / other.values.get(i));
    return of(ratios);
  }

  /** The first and the first, the second and the second, and so on. */
  public Samples plus(Samples other) {
    requireSameCount(other);
    double[] sums = new double[values.size()];
    Arrays.setAll(sums, i -> values.get(i) + other.values.get(i));
    return of(sums);
  }

  private void requireSameCount(Samples other) {
    if (other.values.size() != values.size()) {
      throw new IllegalArgumentException(
          values.size() + " measurements cannot be paired with " + other.values.size());
    }
  }

  private double[] sorted() {
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }
}
