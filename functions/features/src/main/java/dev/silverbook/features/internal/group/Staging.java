package dev.silverbook.features.internal.group;

import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.window.RollingSums;
import java.util.List;

/** Has no columns: comes before the groups whose sums it brings up to the row. */
final class Staging extends FeatureGroup {

  private final WindowGroup[] groups;
  private final RollingSums[] sums;

  Staging(List<WindowGroup> groups, RowWindows windows) {
    this.groups = groups.toArray(WindowGroup[]::new);
    this.sums = windows.all();
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    for (WindowGroup group : groups) {
      group.stage(row);
    }
    long time = row.time();
    for (RollingSums each : sums) {
      each.advanceAndPush(time, time);
    }
  }
}
