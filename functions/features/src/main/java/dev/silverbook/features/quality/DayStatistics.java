package dev.silverbook.features.quality;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was measured on one partition while its features were computed. All of it is about snapshots
 * and trades read, whatever the cadence.
 *
 * @param firstMicros time of the first snapshot by the chosen clock; empty without snapshots
 * @param lastMicros time of the last snapshot; empty without snapshots
 * @param books snapshots by state, and gaps
 * @param longestGaps the ten longest gaps, longest first, of equals the earlier first
 * @param longestBookAgeSeconds the longest time without any change of the kept levels between
 *     usable snapshots; 0 without usable snapshots
 * @param latency capture minus exchange time; empty when no snapshot has both
 * @param trades trades by use
 * @param sides whether recorded sides fit the book
 */
public record DayStatistics(
    OptionalLong firstMicros,
    OptionalLong lastMicros,
    BookCounts books,
    List<Gap> longestGaps,
    double longestBookAgeSeconds,
    Optional<LatencyStatistics> latency,
    TradeCounts trades,
    SideAgreement sides) {

  /** Copies the list. */
  public DayStatistics {
    longestGaps = List.copyOf(longestGaps);
  }

  /** Length of the longest gap, seconds; 0 without gaps. */
  public double longestGapSeconds() {
    return longestGaps.isEmpty() ? 0 : longestGaps.get(0).seconds();
  }
}
