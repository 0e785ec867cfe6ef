package dev.silverbook.pipeline.plan;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A plan that was looked at as a whole.
 *
 * @param entries in the partitions' order
 */
public record Plan(List<PlanEntry> entries) {

  /** Copies the list. */
  public Plan {
    entries = List.copyOf(entries);
  }

  /** Collects a stream of entries. */
  public static Plan of(Stream<PlanEntry> entries) {
    return new Plan(entries.toList());
  }

  /** Those that run. */
  public List<PlanEntry> toRun() {
    return entries.stream().filter(entry -> entry.decision().runs()).toList();
  }

  /** How many of each decision; decisions that nobody got are left out. */
  public Map<Decision, Long> counts() {
    Map<Decision, Long> counts = new EnumMap<>(Decision.class);
    entries.forEach(entry -> counts.merge(entry.decision(), 1L, Long::sum));
    return counts;
  }
}
