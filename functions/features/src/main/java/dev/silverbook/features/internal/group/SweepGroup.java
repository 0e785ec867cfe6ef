package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.STRUCTURAL;
import static dev.silverbook.features.FeatureConfiguration.nameOf;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.estimator.SweepCost;
import java.util.List;

/** Cost of trading given quote amounts at once. */
final class SweepGroup extends FeatureGroup {

  private final double[] notionals;
  private final int[] buySlots;
  private final int[] sellSlots;

  SweepGroup(ColumnList columns, List<Double> notionals) {
    this.notionals = notionals.stream().mapToDouble(Double::doubleValue).toArray();
    buySlots = new int[this.notionals.length];
    sellSlots = new int[this.notionals.length];
    for (int i = 0; i < this.notionals.length; i++) {
      String size = nameOf(this.notionals[i]);
      buySlots[i] = columns.add(column("buy_impact_bps_" + size, "buying " + size));
      sellSlots[i] = columns.add(column("sell_impact_bps_" + size, "selling " + size));
    }
  }

  private static Column column(String name, String what) {
    return Column.number(
        name,
        STRUCTURAL,
        "bp",
        "abs(average price - mid) / mid * 10^4 of "
            + what
            + " quote units; null when the kept levels cannot fill it");
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    for (int i = 0; i < notionals.length; i++) {
      out.set(buySlots[i], SweepCost.bps(row.book().asks, row.mid(), notionals[i]));
      out.set(sellSlots[i], SweepCost.bps(row.book().bids, row.mid(), notionals[i]));
    }
  }
}
