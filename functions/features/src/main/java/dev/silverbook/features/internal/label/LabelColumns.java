package dev.silverbook.features.internal.label;

import dev.silverbook.features.Category;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.internal.group.ColumnList;
import dev.silverbook.features.settings.OutputSettings;
import java.util.List;

/** The columns of a label row: its time, then return, high and low per horizon. */
public final class LabelColumns {

  /** Values per horizon: return, high, low, in slots that follow each other. */
  static final int PER_HORIZON = 3;

  private final FeatureSchema schema;

  /** For the horizons of {@code settings}. */
  public LabelColumns(OutputSettings settings) {
    ColumnList columns = new ColumnList();
    columns.add(
        new Column(
            "capture_ts",
            ColumnType.TIMESTAMP_MICROS,
            Category.IDENTITY,
            "us",
            "as in the row of orderbook at the same place",
            "",
            false,
            true,
            List.of()));
    for (int horizon : settings.labelsSeconds()) {
      String suffix = "_" + horizon + "s";
      String ahead =
          "; looks " + horizon + " s ahead; null when a gap begins or the data ends before";
      columns.add(
          label(
              "forward_return" + suffix,
              "ln(mid / mid now), mid of the last usable row up to "
                  + horizon
                  + " s later"
                  + ahead));
      columns.add(
          label(
              "forward_high" + suffix,
              "largest ln(mid / mid now) over the usable rows of the next "
                  + horizon
                  + " s"
                  + ahead));
      columns.add(
          label(
              "forward_low" + suffix,
              "smallest ln(mid / mid now) over the usable rows of the next "
                  + horizon
                  + " s"
                  + ahead));
    }
    schema = new FeatureSchema(columns.columns(), settings.encoding());
  }

  /** The columns, in file order. */
  public FeatureSchema schema() {
    return schema;
  }

  private static Column label(String name, String definition) {
    return Column.number(name, Category.DYNAMIC, "1", definition).notKnownLive();
  }
}
