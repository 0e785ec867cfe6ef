package dev.silverbook.lake.internal.order;

import dev.silverbook.features.RawSnapshot;

/** A row that changes a book instead of holding it. Mutable and reused from row to row. */
public final class BookChange {

  private RawSnapshot book = new RawSnapshot();
  private boolean marked;

  /** An empty row. */
  public BookChange() {}

  /**
   * Points at a row.
   *
   * @param levels its clocks and the levels it sets; a side that it says nothing of is absent
   * @param snapshot whether it belongs to a snapshot
   */
  public void set(RawSnapshot levels, boolean snapshot) {
    book = levels;
    marked = snapshot;
  }

  /** Its clocks, its sequence, and the levels it sets. */
  public RawSnapshot book() {
    return book;
  }

  /** Whether it belongs to a snapshot. */
  public boolean marked() {
    return marked;
  }
}
