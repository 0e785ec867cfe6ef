package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.ROLLING;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.book.BookMeasures;
import dev.silverbook.features.internal.window.RollingMoments;
import dev.silverbook.features.internal.window.RollingSums;

/** Variation of near depth, slopes and centre of gravity. */
final class BookVariationGroup extends WindowGroup {

  private static final Windows SHAPE_WINDOW = new Windows(60);
  private static final int BID_SLOPE = 0;
  private static final int ASK_SLOPE = 1;
  private static final int CENTRE = 2;
  private static final int NEAR_DEPTH = 3;
  private static final int QUANTITIES = 4;
  private static final int ABSENT = -1;

  private final RollingMoments[] moments = new RollingMoments[QUANTITIES];
  private final int[] means = new int[QUANTITIES];
  private final int[] deviations = new int[QUANTITIES];

  BookVariationGroup(ColumnList columns, int regimeWindowSeconds, RowWindows rowWindows) {
    means[NEAR_DEPTH] = ABSENT;
    deviations[NEAR_DEPTH] =
        columns.add(
            Column.number(
                "near_depth_std",
                ROLLING,
                "base",
                "sample standard deviation of both sides' size within [0, 5) bp over "
                    + regimeWindowSeconds
                    + " s; null below 2 rows"));
    moments[NEAR_DEPTH] = new RollingMoments(rowWindows.over(Windows.micros(regimeWindowSeconds)));
    RollingSums shapes = rowWindows.over(SHAPE_WINDOW.micros());
    declare(columns, shapes, BID_SLOPE, "bid_slope", "bid_slope", "base per bp");
    declare(columns, shapes, ASK_SLOPE, "ask_slope", "ask_slope", "base per bp");
    declare(columns, shapes, CENTRE, "cog", "cog_vs_mid_bps", "bp");
  }

  private void declare(
      ColumnList columns, RollingSums sums, int index, String name, String quantity, String unit) {
    String over = " over " + SHAPE_WINDOW.text(0);
    means[index] =
        columns.add(
            Column.number(
                name + "_mean" + SHAPE_WINDOW.suffix(0),
                ROLLING,
                unit,
                "mean of " + quantity + over));
    deviations[index] =
        columns.add(
            Column.number(
                name + "_std" + SHAPE_WINDOW.suffix(0),
                ROLLING,
                unit,
                "sample standard deviation of " + quantity + over));
    moments[index] = new RollingMoments(sums);
  }

  @Override
  void stage(Row row) {
    BookMeasures measures = row.measures();
    moments[BID_SLOPE].stage(measures.bidSlope());
    moments[ASK_SLOPE].stage(measures.askSlope());
    moments[CENTRE].stage(measures.centreVersusMidBps());
    moments[NEAR_DEPTH].stage(measures.nearestDepth());
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    for (int i = 0; i < QUANTITIES; i++) {
      out.set(deviations[i], moments[i].standardDeviation());
      if (means[i] != ABSENT) {
        out.set(means[i], moments[i].mean());
      }
    }
  }
}
