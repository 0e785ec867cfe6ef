package dev.silverbook.features.reference;

import dev.silverbook.features.Category;
import dev.silverbook.features.FeatureConfiguration;
import java.util.List;

/**
 * Every column of every row, by the definitions, every window from scratch.
 *
 * <p>Where the definitions leave room, this is the reading taken:
 *
 * <ul>
 *   <li>Row-wise features are the doubles that are written; windows, ties and "all equal" are over
 *       those doubles. Mid, spreads and distances are plain double operations in the given order.
 *   <li>Order-flow levels are the kept ones: with {@code ofi_levels} above {@code depth_levels} the
 *       columns exist and are null.
 *   <li>The tick rule compares with the previous usable trade, of recorded or inferred class.
 *   <li>A row's interval starts at the usable row before it even across a gap.
 *   <li>A locked row counts like any other (spread 0).
 *   <li>Near depth, {@code lambda_like} and {@code amihud_like} use 0, 5 and 10 bp whatever bands
 *       are configured; the 60 s and 300 s windows in fixed names are fixed.
 *   <li>{@code bids} and {@code asks} are input, not features: written in unusable rows too.
 *   <li>A return of 0 counts in {@code amihud}; a slope on returns that are all equal is 0.
 *   <li>Trades may be present and none: volumes and counts are then 0.
 *   <li>Both sides' smart depths may underflow to 0: their imbalance is then null.
 * </ul>
 */
final class Reference {

  private Reference() {}

  static ReferenceTable compute(Scenario scenario) {
    FeatureConfiguration configuration = scenario.configuration();
    List<SnapshotInput> snapshots = written(scenario);
    ReferenceTable table = new ReferenceTable(snapshots.size());
    ReferenceColumns.declare(configuration, scenario.input(), table);
    for (int n = 0; n < snapshots.size(); n++) {
      identity(scenario, snapshots.get(n), n, table);
    }
    History history = history(scenario);
    StructuralReference structural = new StructuralReference(configuration, table);
    DynamicReference dynamic = new DynamicReference(scenario, history, table);
    RollingReference rolling = new RollingReference(scenario, history, table);
    AdvancedReference advanced = new AdvancedReference(scenario, history, table);
    for (UsableRow row : history.rows()) {
      if (configuration.has(Category.STRUCTURAL)) {
        structural.fill(row);
      }
      if (configuration.has(Category.DYNAMIC)) {
        dynamic.fill(row);
      }
      if (configuration.has(Category.ROLLING)) {
        rolling.fill(row);
      }
      if (configuration.has(Category.ADVANCED)) {
        advanced.fill(row);
      }
    }
    return table;
  }

  /** The snapshots that rows are written for, in order. */
  static List<SnapshotInput> written(Scenario scenario) {
    List<SnapshotInput> read = scenario.orderedSnapshots();
    return ReferenceCadence.written(scenario, read).stream().map(read::get).toList();
  }

  /** The usable ones among them. */
  static History history(Scenario scenario) {
    List<SnapshotInput> read = scenario.orderedSnapshots();
    List<Integer> written = ReferenceCadence.written(scenario, read);
    History history = new History(scenario, written.stream().map(read::get).toList());
    if (scenario.configuration().time().cadenceMillis() > 0) {
      history.seeBetween(new History(scenario, read), written);
    }
    return history;
  }

  private static void identity(
      Scenario scenario, SnapshotInput snapshot, int n, ReferenceTable table) {
    table.set("capture_ts", n, snapshot.captureMicros());
    if (scenario.input().timestamp()) {
      table.set("timestamp", n, snapshot.exchangeMillis());
    }
    if (scenario.input().nonce()) {
      table.set("nonce", n, snapshot.nonce());
    }
    table.set(
        "book_state",
        n,
        Book.clean(snapshot, scenario.configuration().book().depthLevels()).state());
    if (!scenario.configuration().output().dropRawBookArrays()) {
      table.set("bids", n, ReferenceTable.AS_READ);
      table.set("asks", n, ReferenceTable.AS_READ);
    }
  }
}
