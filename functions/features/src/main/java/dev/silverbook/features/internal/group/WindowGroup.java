package dev.silverbook.features.internal.group;

/** A group that sums what rows have over {@link RowWindows}. */
abstract class WindowGroup extends FeatureGroup {

  /**
   * Stages what the next usable row has. Called before {@link #onRow} of any group sees that row:
   * there it is in all windows.
   */
  abstract void stage(Row row);
}
