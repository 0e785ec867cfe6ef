package dev.silverbook.features.internal.group;

import dev.silverbook.features.FeatureRow;

/**
 * Has no columns: comes before all groups and measures what several of them use. A group of its
 * own, because the compiler leaves calls of groups calls: measured where it is first asked for, the
 * same would be compiled again for each who might ask.
 */
public final class Measuring extends FeatureGroup {

  private final boolean books;
  private final boolean changes;

  /**
   * Measures what is used.
   *
   * @param books whether anybody uses {@link Row#measures()}
   * @param changes whether anybody uses {@link Row#orderFlow()} or {@link Row#logReturn()}
   */
  public Measuring(boolean books, boolean changes) {
    this.books = books;
    this.changes = changes;
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    row.book().addUp();
    if (books) {
      row.measureBook();
    }
    if (changes) {
      row.measureChange();
    }
  }
}
