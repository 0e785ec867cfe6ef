package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.DYNAMIC;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;

/** How far back the partition's usable rows reach, and for how long the book has stood still. */
final class AgeGroup extends FeatureGroup {

  private static final double MICROS_PER_SECOND = 1e6;

  private final int history;
  private final int bookAge;
  private boolean any;
  private long firstTime;
  private long changeTime;

  AgeGroup(ColumnList columns) {
    history =
        columns.add(
            Column.number(
                "history_seconds",
                DYNAMIC,
                "s",
                "time since the partition's first usable row: a window is whole where this reaches"
                    + " its length and no gap lies in it"));
    bookAge =
        columns.add(
            Column.number(
                "book_age_seconds",
                DYNAMIC,
                "s",
                "time since the latest usable row whose kept levels differ from those of the usable"
                    + " row before it, gaps or not"));
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    if (!any) {
      any = true;
      firstTime = row.time();
    }
    if (row.levelsChanged()) {
      changeTime = row.time();
    }
    out.set(history, (row.time() - firstTime) / MICROS_PER_SECOND);
    out.set(bookAge, (row.time() - changeTime) / MICROS_PER_SECOND);
  }
}
