package dev.silverbook.features.reference;

/** One price level as read; either number may be null. */
record Level(Double price, Double size) {

  boolean valid() {
    return positive(price) && positive(size);
  }

  static boolean positive(Double number) {
    return number != null && Double.isFinite(number) && number > 0;
  }
}
