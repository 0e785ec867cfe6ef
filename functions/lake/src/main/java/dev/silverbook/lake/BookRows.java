package dev.silverbook.lake;

/** What a row of an order-book object is. */
public enum BookRows {
  /** A whole book. */
  BOOKS("a whole book (bids and asks)"),
  /** Changes of levels, some rows marked as parts of a snapshot. */
  CHANGES("a change of a book (is_snapshot or delta)"),
  /** One level; the rows of one time and sequence are a book. */
  LEVELS("one level of a book (side, price and size)");

  private final String words;

  BookRows(String words) {
    this.words = words;
  }

  /** What a row is, in words for messages. */
  public String words() {
    return words;
  }
}
