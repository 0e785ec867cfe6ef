package dev.silverbook.lake.internal.write;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Columns of numbers that a writer is done with, for the next one: they are most of what a file's
 * writing allocates, and a collector would move them about before it finds that they are garbage.
 * Given up when memory runs short. For any thread.
 */
public final class SpareNumbers {

  /** As many as writers of one partition hold: of features and labels, twice each. */
  private static final int MOST = 4;

  private final Deque<SoftReference<double[][]>> spare = new ArrayDeque<>();

  /** Nothing yet. */
  public SpareNumbers() {}

  /** That many columns of any one length, with anything in them; of length 0 when none are left. */
  synchronized double[][] take(int columns) {
    for (int left = spare.size(); left > 0; left--) {
      SoftReference<double[][]> first = spare.removeFirst();
      double[][] kept = first.get();
      if (kept != null && kept.length == columns) {
        return kept;
      }
      if (kept != null) {
        spare.addLast(first);
      }
    }
    return new double[columns][0];
  }

  /** Keeps columns that nobody uses any more. */
  synchronized void give(double[][] columns) {
    if (spare.size() == MOST) {
      spare.removeFirst();
    }
    spare.addLast(new SoftReference<>(columns));
  }
}
