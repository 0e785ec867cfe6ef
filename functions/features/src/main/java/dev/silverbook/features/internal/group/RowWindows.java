package dev.silverbook.features.internal.group;

import dev.silverbook.features.internal.window.RollingSums;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Sums over windows of usable rows. Every usable row is one entry, so all groups whose windows are
 * of the same lengths share one queue: its times are looked at once, and their sums are added up in
 * one loop.
 */
final class RowWindows {

  private final Map<List<Long>, RollingSums> byLengths = new LinkedHashMap<>();

  /**
   * The sums over windows of those lengths, microseconds; the caller adds its components, stages
   * them in {@link WindowGroup#stage} and never pushes.
   */
  RollingSums over(long... lengths) {
    return byLengths.computeIfAbsent(
        LongStream.of(lengths).boxed().toList(), added -> new RollingSums(0, lengths));
  }

  /** All sums that were asked for. */
  RollingSums[] all() {
    return byLengths.values().toArray(RollingSums[]::new);
  }
}
