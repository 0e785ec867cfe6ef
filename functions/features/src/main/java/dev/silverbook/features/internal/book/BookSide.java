package dev.silverbook.features.internal.book;

/** One side of a cleaned book: best level first, every price and size finite and positive. */
public final class BookSide {

  /** Prices, quote units; valid below {@link #count}. */
  public final double[] price;

  /** Sizes, base units; valid below {@link #count}. */
  public final double[] size;

  /** Levels present. */
  public int count;

  /** Total size of the first i + 1 levels, as of {@link #addUp()}. */
  final double[] depth;

  BookSide(int levels) {
    price = new double[levels];
    size = new double[levels];
    depth = new double[levels];
  }

  /** Whether both sides hold the same levels. */
  boolean sameLevels(BookSide other) {
    if (count != other.count) {
      return false;
    }
    // Sizes first: they are what changes most often.
    for (int i = 0; i < count; i++) {
      if (size[i] != other.size[i] || price[i] != other.price[i]) {
        return false;
      }
    }
    return true;
  }

  /** Adds up the sizes from the best level on: many columns begin with such a sum. */
  void addUp() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += size[i];
      depth[i] = sum;
    }
  }

  /**
   * Total size of the first {@code levels} levels, or of those present, once they were added up.
   */
  public double depth(int levels) {
    int present = Math.min(levels, count);
    return present > 0 ? depth[present - 1] : 0;
  }
}
