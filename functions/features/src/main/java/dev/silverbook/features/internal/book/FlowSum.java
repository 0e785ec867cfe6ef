package dev.silverbook.features.internal.book;

import dev.silverbook.features.internal.window.DoubleDouble;
import dev.silverbook.features.internal.window.ExactSums;

/**
 * Order flow of several snapshots in a row. The sum over snapshots is what Cont, Kukanov and
 * Stoikov define; comparing only the first and the last book would lose what went back and forth.
 */
public final class FlowSum {

  private final ExactSums sums;
  private final DoubleDouble weighted = new DoubleDouble();
  private int levels;

  /** Nothing yet, for {@code levels} levels. */
  public FlowSum(int levels) {
    sums = new ExactSums(levels);
  }

  /** Adds one snapshot's flow; levels that it lacks stay as they are. */
  public void add(OrderFlow flow) {
    int present = flow.levels();
    flow.addTo(sums);
    if (present > 0) {
      weighted.add(flow.weighted());
    }
    levels = Math.max(levels, present);
  }

  /** Hands the sums to {@code flow} and starts over. */
  public void moveTo(OrderFlow flow) {
    flow.set(sums, levels, levels > 0 ? weighted.value() : Double.NaN);
    sums.clear();
    weighted.set(0);
    levels = 0;
  }
}
