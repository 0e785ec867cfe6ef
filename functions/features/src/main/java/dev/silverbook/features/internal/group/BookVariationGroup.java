package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.ROLLING;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.book.BookMeasures;
import dev.silverbook.features.internal.window.RollingMoments;

/** Variation of near depth, slopes and centre of gravity. */
final class BookVariationGroup extends FeatureGroup {

  private static final Windows SHAPE_WINDOW = new Windows(60);
  private static final double NEAREST_BPS = 5;

  private final int nearDepth;
  private final Moments bidSlope;
  private final Moments askSlope;
  private final Moments centre;
  private final RollingMoments nearDepthMoments;

  BookVariationGroup(ColumnList columns, int regimeWindowSeconds) {
    nearDepth =
        columns.add(
            Column.number(
                "near_depth_std",
                ROLLING,
                "base",
                "sample standard deviation of both sides' size within [0, 5) bp over "
                    + regimeWindowSeconds
                    + " s; null below 2 rows"));
    nearDepthMoments = new RollingMoments(Windows.micros(regimeWindowSeconds));
    bidSlope = new Moments(columns, "bid_slope", "bid_slope", "base per bp");
    askSlope = new Moments(columns, "ask_slope", "ask_slope", "base per bp");
    centre = new Moments(columns, "cog", "cog_vs_mid_bps", "bp");
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    BookMeasures measures = row.measures();
    nearDepthMoments.add(row.time(), measures.depthWithin(NEAREST_BPS));
    out.set(nearDepth, nearDepthMoments.standardDeviation());
    bidSlope.fill(row.time(), measures.bidSlope(), out);
    askSlope.fill(row.time(), measures.askSlope(), out);
    centre.fill(row.time(), measures.centreVersusMidBps(), out);
  }

  /** Mean and standard deviation of one quantity over the shape window. */
  private static final class Moments {
    private final int mean;
    private final int deviation;
    private final RollingMoments moments = new RollingMoments(SHAPE_WINDOW.micros()[0]);

    Moments(ColumnList columns, String name, String quantity, String unit) {
      String over = " over " + SHAPE_WINDOW.text(0);
      mean =
          columns.add(
              Column.number(
                  name + "_mean" + SHAPE_WINDOW.suffix(0),
                  ROLLING,
                  unit,
                  "mean of " + quantity + over));
      deviation =
          columns.add(
              Column.number(
                  name + "_std" + SHAPE_WINDOW.suffix(0),
                  ROLLING,
                  unit,
                  "sample standard deviation of " + quantity + over));
    }

    void fill(long time, double value, FeatureRow out) {
      moments.add(time, value);
      out.set(mean, moments.mean());
      out.set(deviation, moments.standardDeviation());
    }
  }
}
