package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.STRUCTURAL;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import java.util.List;

/** Imbalance of the first k levels. */
final class ImbalanceGroup extends FeatureGroup {

  private final int[] levels;
  private final int[] slots;

  ImbalanceGroup(ColumnList columns, List<Integer> levels) {
    this.levels = levels.stream().mapToInt(Integer::intValue).toArray();
    this.slots = new int[this.levels.length];
    for (int i = 0; i < slots.length; i++) {
      slots[i] =
          columns.add(
              Column.number(
                  "imbalance_" + this.levels[i],
                  STRUCTURAL,
                  "1",
                  "(B - A) / (B + A), size of the first " + this.levels[i] + " levels a side"));
    }
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    for (int i = 0; i < slots.length; i++) {
      double bid = row.book().bids.depth(levels[i]);
      double ask = row.book().asks.depth(levels[i]);
      out.set(slots[i], Ratios.imbalance(bid, ask));
    }
  }
}
