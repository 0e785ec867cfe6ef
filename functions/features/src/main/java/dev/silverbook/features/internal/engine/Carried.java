package dev.silverbook.features.internal.engine;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.internal.group.ColumnList;
import dev.silverbook.features.internal.group.FeatureGroup;
import dev.silverbook.features.internal.group.FeatureGroups;
import dev.silverbook.features.internal.group.Row;
import dev.silverbook.features.internal.group.TradeListener;
import java.util.List;

/**
 * The values of the newest usable row that bars repeat. Where the configuration's categories leave
 * their groups out, the groups are run beside the row.
 */
public final class Carried {

  /** What is repeated, by column name. */
  public static final List<String> COLUMNS =
      List.of("vpin", "kyle_lambda", "ofi_impact", "spread_percentile");

  private final FeatureGroup[] groups;
  private final TradeListener[] tradeListeners;
  private final FeatureRow beside;
  private final boolean[] isBeside = new boolean[COLUMNS.size()];
  private final int[] slots = new int[COLUMNS.size()];
  private final double[] values = new double[COLUMNS.size()];

  /**
   * Looks up the columns.
   *
   * @param visible the columns written
   */
  public Carried(
      FeatureSchema visible,
      FeatureConfiguration configuration,
      boolean tradesPresent,
      double vpinBucketVolume) {
    ColumnList columns = new ColumnList();
    FeatureGroups missing =
        FeatureGroups.forBars(columns, configuration, tradesPresent, vpinBucketVolume);
    groups = missing.all();
    tradeListeners = missing.tradeListeners();
    FeatureSchema hidden = new FeatureSchema(columns.columns());
    beside = new FeatureRow(hidden);
    for (int i = 0; i < slots.length; i++) {
      int at = visible.indexOf(COLUMNS.get(i));
      isBeside[i] = at < 0;
      slots[i] = at < 0 ? hidden.slot(hidden.indexOf(COLUMNS.get(i))) : visible.slot(at);
    }
  }

  /** The declarations of what is repeated, whatever the categories. */
  public static List<Column> declarations(FeatureConfiguration configuration) {
    ColumnList columns = new ColumnList();
    FeatureGroups.declareForBars(columns, configuration);
    return COLUMNS.stream()
        .map(
            name ->
                columns.columns().stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  /** The groups beside the row that need every trade. */
  public TradeListener[] tradeListeners() {
    return tradeListeners;
  }

  /** Takes the next usable row; {@code out} holds what its groups filled, not rounded yet. */
  public void take(Row row, FeatureRow out) {
    if (groups.length > 0) {
      beside.clear();
      for (FeatureGroup group : groups) {
        group.onRow(row, beside);
      }
    }
    for (int i = 0; i < slots.length; i++) {
      values[i] = (isBeside[i] ? beside : out).numbers()[slots[i]];
    }
  }

  /** Copies the values, in the order of {@link #COLUMNS}; NaN is null. */
  public void copyTo(double[] target) {
    System.arraycopy(values, 0, target, 0, values.length);
  }
}
