package dev.silverbook.lake.internal.write;

import dev.silverbook.lake.internal.bytes.LittleEndian;
import java.util.Arrays;
import org.apache.parquet.format.Statistics;

/**
 * Smallest and largest value and the number of nulls, by the format's rules: with a NaN there are
 * no bounds, and a zero bound is -0 below and +0 above, because readers compare either way.
 */
final class ColumnStatistics {

  private ColumnStatistics() {}

  static Statistics nulls(long nulls) {
    Statistics statistics = new Statistics();
    statistics.setNull_count(nulls);
    return statistics;
  }

  /**
   * Of {@code count} doubles from {@code min} to {@code max}, none of them null.
   *
   * @param min NaN when one of them is NaN
   */
  static Statistics ofRange(double min, double max, long count, long nulls) {
    Statistics statistics = nulls(nulls);
    if (count == 0 || Double.isNaN(min)) {
      return statistics;
    }
    bounds(
        statistics,
        bytes(Double.doubleToRawLongBits(min == 0 ? -0.0 : min)),
        bytes(Double.doubleToRawLongBits(max == 0 ? 0.0 : max)));
    return statistics;
  }

  /** Of {@code count} floats from {@code min} to {@code max}, neither null nor NaN. */
  static Statistics ofFloatRange(float min, float max, long count, long nulls) {
    Statistics statistics = nulls(nulls);
    if (count > 0) {
      bounds(statistics, bytes(min == 0 ? -0.0f : min), bytes(max == 0 ? 0.0f : max));
    }
    return statistics;
  }

  private static byte[] bytes(float value) {
    byte[] bytes = new byte[Float.BYTES];
    LittleEndian.putInt(bytes, 0, Float.floatToRawIntBits(value));
    return bytes;
  }

  /** Of {@code values[0, count)}, none of them null. */
  static Statistics ofLongs(long[] values, int count, long nulls) {
    Statistics statistics = nulls(nulls);
    if (count > 0) {
      long min = Long.MAX_VALUE;
      long max = Long.MIN_VALUE;
      for (int i = 0; i < count; i++) {
        min = Math.min(min, values[i]);
        max = Math.max(max, values[i]);
      }
      bounds(statistics, bytes(min), bytes(max));
    }
    return statistics;
  }

  /** Of {@code count} booleans, {@code set} of them true. */
  static Statistics ofFlags(int count, int set, long nulls) {
    Statistics statistics = nulls(nulls);
    if (count > 0) {
      bounds(statistics, new byte[] {flag(set == count)}, new byte[] {flag(set > 0)});
    }
    return statistics;
  }

  private static byte flag(boolean value) {
    return (byte) (value ? 1 : 0);
  }

  /** Of the labels whose flag is set. */
  static Statistics ofLabels(byte[][] labels, boolean[] used, long nulls) {
    Statistics statistics = nulls(nulls);
    byte[] min = null;
    byte[] max = null;
    for (int i = 0; i < labels.length; i++) {
      if (used[i]) {
        min = min == null || Arrays.compareUnsigned(labels[i], min) < 0 ? labels[i] : min;
        max = max == null || Arrays.compareUnsigned(labels[i], max) > 0 ? labels[i] : max;
      }
    }
    if (min != null) {
      bounds(statistics, min, max);
    }
    return statistics;
  }

  private static void bounds(Statistics statistics, byte[] min, byte[] max) {
    statistics.setMin_value(min);
    statistics.setMax_value(max);
    statistics.setIs_min_value_exact(true);
    statistics.setIs_max_value_exact(true);
  }

  private static byte[] bytes(long value) {
    byte[] bytes = new byte[Long.BYTES];
    LittleEndian.putLong(bytes, 0, value);
    return bytes;
  }
}
