package dev.silverbook.features;

/**
 * One side of an order book as read, before any cleaning: a window onto price and size arrays that
 * belong to the reader. Nothing is copied; the window is valid until the reader moves on.
 *
 * <p>A level whose price or size is null in the input holds {@link #NULL_VALUE} there, so that null
 * and NaN stay distinguishable without a second array; both fail the usual comparisons.
 */
public final class RawLevels {

  /** A NaN with a payload of its own: the value was null in the input. */
  public static final double NULL_VALUE = Double.longBitsToDouble(0x7ff8_0000_0000_5b5bL);

  private static final long NULL_BITS = Double.doubleToRawLongBits(NULL_VALUE);
  private static final double[] NONE = {};

  private double[] prices = NONE;
  private double[] sizes = NONE;
  private int priceOffset;
  private int sizeOffset;
  private int length;
  private boolean absent = true;

  /** Whether {@code value} stands for a null of the input. */
  public static boolean isNull(double value) {
    return Double.doubleToRawLongBits(value) == NULL_BITS;
  }

  /**
   * Points at {@code length} levels. Prices and sizes may lie at different offsets because they
   * come from different columns.
   */
  public void set(double[] prices, int priceOffset, double[] sizes, int sizeOffset, int length) {
    this.prices = prices;
    this.priceOffset = priceOffset;
    this.sizes = sizes;
    this.sizeOffset = sizeOffset;
    this.length = length;
    this.absent = false;
  }

  /**
   * Keeps a copy of levels that a reader will move on from. Only for an instance that is never
   * pointed at the arrays of somebody else: it reuses its own.
   */
  public void copy(RawLevels from) {
    if (from.absent) {
      setAbsent();
      return;
    }
    if (prices.length < from.length) {
      prices = new double[from.length];
      sizes = new double[from.length];
    }
    System.arraycopy(from.prices, from.priceOffset, prices, 0, from.length);
    System.arraycopy(from.sizes, from.sizeOffset, sizes, 0, from.length);
    set(prices, 0, sizes, 0, from.length);
  }

  /** The list itself was null. */
  public void setAbsent() {
    this.length = 0;
    this.absent = true;
  }

  /** Whether the list was null, as opposed to empty. */
  public boolean absent() {
    return absent;
  }

  /** Number of levels as read; 0 for an empty or a null list. */
  public int length() {
    return length;
  }

  /** Price array; level {@code i} (from 0) is at {@code priceOffset() + i}. */
  public double[] prices() {
    return prices;
  }

  /** Size array; level {@code i} (from 0) is at {@code sizeOffset() + i}. */
  public double[] sizes() {
    return sizes;
  }

  /** Where the first price is. */
  public int priceOffset() {
    return priceOffset;
  }

  /** Where the first size is. */
  public int sizeOffset() {
    return sizeOffset;
  }

  /** Price of level {@code i}, from 0. */
  public double price(int i) {
    return prices[priceOffset + i];
  }

  /** Size of level {@code i}, from 0. */
  public double size(int i) {
    return sizes[sizeOffset + i];
  }
}
