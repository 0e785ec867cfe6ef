package dev.silverbook.features.internal.group;

import dev.silverbook.features.FeatureRow;

/** One family of columns. Its state belongs to one partition. */
public interface FeatureGroup {

  /**
   * Takes the next usable row and fills this group's columns; what it leaves alone is null. Called
   * in time order, for usable rows only.
   */
  void onRow(Row row, FeatureRow out);
}
