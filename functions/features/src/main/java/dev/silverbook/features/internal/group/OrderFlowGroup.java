package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.DYNAMIC;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.book.OrderFlow;
import dev.silverbook.features.internal.window.RollingSums;

/** Order-flow imbalance by level, weighted over levels, and summed over windows. */
final class OrderFlowGroup extends WindowGroup {

  private static final String CONT = "Cont, Kukanov & Stoikov 2014";
  private static final String XU = "Xu, Gould & Howison 2018";
  private static final String AFTER_XU = "after Xu, Gould & Howison 2018";
  private static final int COMPONENTS = 4;

  private final int[] levels;
  private final int multiLevel;
  private final int[] bestSums;
  private final int[] multiSums;
  private final int[] norms;
  private final RollingSums sums;
  private final int best;
  private final int multi;
  private final int rowsWithFlow;
  private final int bestSize;

  OrderFlowGroup(ColumnList columns, int ofiLevels, Windows windows, RowWindows rowWindows) {
    levels = new int[ofiLevels];
    for (int i = 0; i < ofiLevels; i++) {
      levels[i] =
          columns.add(
              Column.number(
                      "ofi_" + (i + 1),
                      DYNAMIC,
                      "base",
                      "order-flow imbalance at level "
                          + (i + 1)
                          + "; null where the level is missing on either side of either row")
                  .from(i == 0 ? CONT : XU));
    }
    multiLevel =
        columns.add(
            Column.number(
                    "mlofi",
                    DYNAMIC,
                    "base",
                    "sum of exp(-alpha (i - 1)) ofi_i over its levels: one weighted number, where"
                        + " the paper fits a vector by regression")
                .from(AFTER_XU));
    bestSums = new int[windows.count()];
    multiSums = new int[windows.count()];
    for (int w = 0; w < windows.count(); w++) {
      bestSums[w] =
          columns.add(
              Column.number(
                      "ofi_sum" + windows.suffix(w),
                      DYNAMIC,
                      "base",
                      "sum of ofi_1 over " + windows.text(w))
                  .from(CONT));
      multiSums[w] =
          columns.add(
              Column.number(
                      "mlofi_sum" + windows.suffix(w),
                      DYNAMIC,
                      "base",
                      "sum of mlofi over " + windows.text(w))
                  .from(AFTER_XU));
    }
    norms = new int[windows.count()];
    for (int w = 0; w < windows.count(); w++) {
      norms[w] =
          columns.add(
              Column.number(
                      "ofi_norm" + windows.suffix(w),
                      DYNAMIC,
                      "1",
                      "sum of ofi_1 / mean of (bid_size_1 + ask_size_1) / 2 over "
                          + windows.text(w)
                          + "; the paper averages depth over several levels")
                  .from("after Cont, Cucuringu & Zhang 2023"));
    }
    sums = rowWindows.over(windows.micros());
    best = sums.addComponents(COMPONENTS);
    multi = best + 1;
    rowsWithFlow = best + 2;
    bestSize = best + 3;
  }

  @Override
  void stage(Row row) {
    OrderFlow flow = row.orderFlow();
    if (flow.levels() > 0) {
      sums.stage(best, flow.level(0));
      sums.stage(multi, flow.weighted());
      sums.stage(rowsWithFlow, 1);
    }
    sums.stage(bestSize, row.book().bestSize());
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    OrderFlow flow = row.orderFlow();
    int present = flow.levels();
    for (int i = 0; i < present; i++) {
      out.set(levels[i], flow.level(i));
    }
    out.set(multiLevel, flow.weighted());
    for (int w = 0; w < bestSums.length; w++) {
      if (sums.sum(w, rowsWithFlow) > 0) {
        double flowSum = sums.sum(w, best);
        out.set(bestSums[w], flowSum);
        out.set(norms[w], flowSum / (sums.sum(w, bestSize) / sums.count(w)));
        out.set(multiSums[w], sums.sum(w, multi));
      }
    }
  }
}
