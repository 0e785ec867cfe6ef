package dev.silverbook.features.internal.statistics;

import dev.silverbook.features.quality.Gap;
import java.util.ArrayList;
import java.util.List;

/** The ten longest gaps, longest first, of equals the earlier first. */
final class LongestGaps {

  private static final int KEPT = 10;

  private final List<Gap> longest = new ArrayList<>(KEPT + 1);

  void add(Gap gap) {
    int at = longest.size();
    while (at > 0 && longest.get(at - 1).lengthMicros() < gap.lengthMicros()) {
      at--;
    }
    longest.add(at, gap);
    if (longest.size() > KEPT) {
      longest.remove(KEPT);
    }
  }

  List<Gap> list() {
    return List.copyOf(longest);
  }
}
