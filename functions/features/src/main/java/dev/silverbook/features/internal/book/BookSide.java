package dev.silverbook.features.internal.book;

import java.util.Arrays;

/** One side of a cleaned book: best level first, every price and size finite and positive. */
public final class BookSide {

  /** Prices, quote units; valid below {@link #count}. */
  public final double[] price;

  /** Sizes, base units; valid below {@link #count}. */
  public final double[] size;

  /** Levels present. */
  public int count;

  BookSide(int levels) {
    price = new double[levels];
    size = new double[levels];
  }

  /** Whether both sides hold the same levels. */
  boolean sameLevels(BookSide other) {
    // Sizes first: they are what changes most often.
    return count == other.count
        && Arrays.equals(size, 0, count, other.size, 0, count)
        && Arrays.equals(price, 0, count, other.price, 0, count);
  }

  /** Total size of the first {@code levels} levels, or of those present. */
  public double depth(int levels) {
    double depth = 0;
    int present = Math.min(levels, count);
    for (int i = 0; i < present; i++) {
      depth += size[i];
    }
    return depth;
  }
}
