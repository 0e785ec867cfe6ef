package dev.silverbook.features.internal.group;

import dev.silverbook.features.FeatureRow;

/**
 * One family of columns. Its state belongs to one partition.
 *
 * <p>A class and not an interface: every group is called for every row, and a virtual call finds
 * its target faster than an interface call does.
 */
public abstract class FeatureGroup {

  /**
   * Takes the next usable row and fills this group's columns; what it leaves alone is null. Called
   * in time order, for usable rows only.
   */
  public abstract void onRow(Row row, FeatureRow out);
}
