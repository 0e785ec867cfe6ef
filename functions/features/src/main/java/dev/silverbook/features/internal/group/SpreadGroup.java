package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.ROLLING;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.estimator.RegimeTime;
import dev.silverbook.features.internal.window.RollingRank;
import dev.silverbook.features.internal.window.RollingSums;
import java.util.List;

/** Mean spread over windows, the spread's rank in the regime window, and the regime it is in. */
final class SpreadGroup extends WindowGroup {

  private static final List<String> REGIMES = List.of("tight", "normal", "wide");
  private static final int TIGHT = 0;
  private static final int NORMAL = 1;
  private static final int WIDE = 2;

  private final double tightBound;
  private final double wideBound;
  private final int[] meanSpread;
  private final int percentile;
  private final int regime;
  private final int tightFraction;
  private final int wideFraction;
  private final RollingSums sums;
  private final int summed;
  private final RollingRank rank;
  private final RegimeTime regimeTime;
  private int regimeBefore;

  SpreadGroup(
      ColumnList columns,
      Windows windows,
      FeatureConfiguration configuration,
      RowWindows rowWindows) {
    tightBound = configuration.regime().tight();
    wideBound = configuration.regime().wide();
    Windows regimeWindow = new Windows(configuration.regime().windowSeconds());
    String over = " over " + regimeWindow.text(0);
    meanSpread = new int[windows.count()];
    for (int w = 0; w < windows.count(); w++) {
      meanSpread[w] =
          columns.add(
              column(
                  "mean_relative_spread" + windows.suffix(w),
                  "mean of relative_spread over " + windows.text(w)));
    }
    percentile =
        columns.add(
            column(
                "spread_percentile",
                "mid-rank of relative_spread, itself included: (below + equal / 2) / count"
                    + over));
    regime =
        columns.add(
            column(
                    "spread_regime",
                    "tight if spread_percentile <= "
                        + tightBound
                        + ", wide if >= "
                        + wideBound
                        + ", else normal")
                .asLabel(REGIMES));
    tightFraction =
        columns.add(column("tight_fraction", "share of covered time in regime tight" + over));
    wideFraction =
        columns.add(column("wide_fraction", "share of covered time in regime wide" + over));
    sums = rowWindows.over(windows.micros());
    summed = sums.addComponents(1);
    rank = new RollingRank(regimeWindow.micros()[0]);
    regimeTime = new RegimeTime(regimeWindow.micros()[0], REGIMES.size());
  }

  private static Column column(String name, String definition) {
    return Column.number(name, ROLLING, "1", definition);
  }

  @Override
  void stage(Row row) {
    sums.stage(summed, row.relativeSpread());
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    for (int w = 0; w < meanSpread.length; w++) {
      out.set(meanSpread[w], sums.sum(w, summed) / sums.count(w));
    }
    double position = rank.add(row.time(), row.relativeSpread());
    out.set(percentile, position);
    if (row.hasPredecessor()) {
      regimeTime.add(row.timeBefore(), row.time(), regimeBefore);
    }
    regimeTime.advance(row.time());
    regimeBefore = position <= tightBound ? TIGHT : position >= wideBound ? WIDE : NORMAL;
    out.labels()[regime] = (byte) regimeBefore;
    out.set(tightFraction, regimeTime.share(TIGHT));
    out.set(wideFraction, regimeTime.share(WIDE));
  }
}
