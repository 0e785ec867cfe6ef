package dev.silverbook.features.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Which snapshots are written: of each interval the last usable one, else the last. */
final class ReferenceCadence {

  private static final long MICROS_PER_MILLI = 1_000;

  private ReferenceCadence() {}

  /**
   * Positions among {@code snapshots}, ascending.
   *
   * @param snapshots in time order
   */
  static List<Integer> written(Scenario scenario, List<SnapshotInput> snapshots) {
    long cadence = scenario.configuration().time().cadenceMillis() * MICROS_PER_MILLI;
    TreeMap<Long, List<Integer>> intervals = new TreeMap<>();
    for (int i = 0; i < snapshots.size(); i++) {
      long time = Objects.requireNonNull(snapshots.get(i).time(scenario.configuration().clock()));
      long interval = cadence == 0 ? i : (long) Math.ceil(time / (double) cadence);
      intervals.computeIfAbsent(interval, k -> new ArrayList<>()).add(i);
    }
    List<Integer> written = new ArrayList<>();
    for (List<Integer> candidates : intervals.values()) {
      int depth = scenario.configuration().book().depthLevels();
      List<Integer> usable =
          candidates.stream().filter(i -> Book.clean(snapshots.get(i), depth).usable()).toList();
      List<Integer> from = usable.isEmpty() ? candidates : usable;
      written.add(from.get(from.size() - 1));
    }
    return written;
  }
}
