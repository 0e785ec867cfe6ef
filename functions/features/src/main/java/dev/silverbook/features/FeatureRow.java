package dev.silverbook.features;

import java.util.Arrays;

/**
 * The row buffer between the engine and the encoder: one slot per column of a {@link
 * FeatureSchema}, in arrays by kind. Reused from row to row.
 *
 * <p>Nulls are in-band: NaN in {@link #numbers()}, {@link RawSnapshot#NULL} in {@link #integers()},
 * a negative code in {@link #labels()}.
 */
public final class FeatureRow {

  private final double[] noNumbers;
  private final double[] numbers;
  private final long[] integers;
  private final byte[] labels;
  private RawSnapshot snapshot;

  /** A row of nulls for {@code schema}. */
  public FeatureRow(FeatureSchema schema) {
    this.numbers = new double[schema.numberCount()];
    this.noNumbers = new double[schema.numberCount()];
    Arrays.fill(noNumbers, Double.NaN);
    this.integers = new long[schema.integerCount()];
    this.labels = new byte[schema.labelCount()];
    clear();
  }

  /** Makes every column null. */
  public void clear() {
    // Copied rather than filled: a copy is fast before the loop of a fill is optimised, too.
    System.arraycopy(noNumbers, 0, numbers, 0, numbers.length);
    Arrays.fill(integers, RawSnapshot.NULL);
    Arrays.fill(labels, (byte) -1);
    snapshot = null;
  }

  /** Double and float columns by {@link FeatureSchema#slot}; NaN is null. */
  public double[] numbers() {
    return numbers;
  }

  /** Integer and timestamp columns by slot; {@link RawSnapshot#NULL} is null. */
  public long[] integers() {
    return integers;
  }

  /**
   * Label and boolean columns by slot: an index into {@link Column#labels()}, or 1 for true and 0
   * for false; negative for null.
   */
  public byte[] labels() {
    return labels;
  }

  /** Stores a value; NaN and infinities become null. */
  public void set(int slot, double value) {
    numbers[slot] = Math.abs(value) <= Double.MAX_VALUE ? value : Double.NaN;
  }

  /** The snapshot this row came from, for the {@link ColumnType#LEVELS} columns. */
  public RawSnapshot snapshot() {
    return snapshot;
  }

  /** Remembers the snapshot this row came from. */
  public void setSnapshot(RawSnapshot snapshot) {
    this.snapshot = snapshot;
  }
}
