package dev.silverbook.features;

import dev.silverbook.features.internal.group.ColumnList;
import java.util.ArrayList;
import java.util.List;

/**
 * Rounds feature values as the configuration says, to the nearest value that is kept, ties to even.
 * Applies to every double column but the per-level prices and sizes, which are what was read;
 * times, counts and labels are no doubles. What would round to infinity becomes null.
 */
final class Precision {

  private static final int DOUBLE_BITS = 52;
  private static final int FLOAT_BITS = 23;

  private final FeatureSchema schema;
  private final boolean single;
  private final int droppedBits;
  private final int[] slots;

  /** For the columns of {@code declared}. */
  Precision(ColumnList declared, FeatureConfiguration configuration) {
    List<Column> columns = new ArrayList<>(declared.columns());
    single = configuration.output().valueType() == ValueType.FLOAT;
    // The conversion to single rounds to 23 bits itself; rounding to more before would round twice.
    boolean rounds = configuration.output().mantissaBits() < (single ? FLOAT_BITS : DOUBLE_BITS);
    droppedBits = rounds ? DOUBLE_BITS - configuration.output().mantissaBits() : 0;
    List<Integer> rounded = new ArrayList<>();
    int slot = 0;
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).type() == ColumnType.DOUBLE) {
        if ((single || rounds) && !declared.exact(i)) {
          rounded.add(slot);
          columns.set(i, single ? columns.get(i).asFloat() : columns.get(i));
        }
        slot++;
      }
    }
    slots = rounded.stream().mapToInt(Integer::intValue).toArray();
    schema = new FeatureSchema(columns, configuration.output().encoding());
  }

  /** The columns with the types they are stored as. */
  FeatureSchema schema() {
    return schema;
  }

  /** Rounds what {@code row} holds. */
  void apply(FeatureRow row) {
    double[] numbers = row.numbers();
    for (int slot : slots) {
      double value = numbers[slot];
      if (!Double.isNaN(value)) {
        row.set(slot, rounded(value));
      }
    }
  }

  private double rounded(double value) {
    double kept = droppedBits == 0 ? value : roundToEven(value, droppedBits);
    return single ? (float) kept : kept;
  }

  /** A carry out of the mantissa raises the exponent, as it should. */
  private static double roundToEven(double value, int dropped) {
    long bits = Double.doubleToRawLongBits(value);
    long lastKept = bits >>> dropped & 1;
    long half = 1L << (dropped - 1);
    return Double.longBitsToDouble((bits + half - 1 + lastKept) & -1L << dropped);
  }
}
