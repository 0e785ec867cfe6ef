package dev.silverbook.features.internal.book;

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
