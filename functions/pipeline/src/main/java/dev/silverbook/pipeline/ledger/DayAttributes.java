package dev.silverbook.pipeline.ledger;

import dev.silverbook.features.EngineCounts;
import dev.silverbook.features.quality.DayStatistics;
import dev.silverbook.features.quality.Gap;
import dev.silverbook.features.quality.LatencyStatistics;
import dev.silverbook.features.quality.SideAgreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What was measured on a day among the attributes of {@code stats}: flat, because not every ledger
 * nests. The longest gaps are one text, {@code START_MICROS+LENGTH_MICROS} each, blanks between.
 */
final class DayAttributes {

  private static final String FIRST = "firstMicros";
  private static final String LAST = "lastMicros";
  private static final String BOOK_AGE = "longestBookAgeSeconds";
  private static final String GAPS = "longestGaps";
  private static final String LATENCY = "latencySnapshots";
  private static final String SIDES = "sidesConsidered";

  private DayAttributes() {}

  static void put(DayStatistics day, Map<String, Object> map) {
    day.firstMicros().ifPresent(time -> map.put(FIRST, time));
    day.lastMicros().ifPresent(time -> map.put(LAST, time));
    map.put(BOOK_AGE, day.longestBookAgeSeconds());
    map.put(
        GAPS,
        day.longestGaps().stream()
            .map(gap -> gap.startMicros() + "+" + gap.lengthMicros())
            .collect(Collectors.joining(" ")));
    day.latency()
        .ifPresent(
            latency -> {
              map.put(LATENCY, latency.snapshots());
              map.put("latencyMinimumMillis", latency.minimumMillis());
              map.put("latencyMedianMillis", latency.medianMillis());
              map.put("latencyP99Millis", latency.p99Millis());
              map.put("latencyMaximumMillis", latency.maximumMillis());
              map.put("latencyNegative", latency.negative());
            });
    map.put(SIDES, day.sides().considered());
    map.put("sidesAgreeing", day.sides().agreeing());
  }

  /** Empty when the map is of a version that measured nothing. */
  static Optional<DayStatistics> read(Map<String, ?> map, EngineCounts engine) {
    if (map.get(SIDES) == null) {
      return Optional.empty();
    }
    return Optional.of(
        new DayStatistics(
            time(map, FIRST),
            time(map, LAST),
            engine.books(),
            gaps(map),
            LedgerAttributes.decimal(map, BOOK_AGE),
            latency(map),
            engine.tradesSeen(),
            new SideAgreement(
                LedgerAttributes.count(map, SIDES), LedgerAttributes.count(map, "sidesAgreeing"))));
  }

  private static OptionalLong time(Map<String, ?> map, String name) {
    return map.get(name) == null
        ? OptionalLong.empty()
        : OptionalLong.of(LedgerAttributes.count(map, name));
  }

  private static List<Gap> gaps(Map<String, ?> map) {
    List<Gap> gaps = new ArrayList<>();
    for (String gap : String.valueOf(map.get(GAPS)).split(" ", -1)) {
      int plus = gap.lastIndexOf('+');
      if (plus > 0) {
        gaps.add(
            new Gap(
                Long.parseLong(gap, 0, plus, 10), Long.parseLong(gap, plus + 1, gap.length(), 10)));
      }
    }
    return gaps;
  }

  private static Optional<LatencyStatistics> latency(Map<String, ?> map) {
    if (map.get(LATENCY) == null) {
      return Optional.empty();
    }
    return Optional.of(
        new LatencyStatistics(
            LedgerAttributes.count(map, LATENCY),
            LedgerAttributes.decimal(map, "latencyMinimumMillis"),
            LedgerAttributes.decimal(map, "latencyMedianMillis"),
            LedgerAttributes.decimal(map, "latencyP99Millis"),
            LedgerAttributes.decimal(map, "latencyMaximumMillis"),
            LedgerAttributes.count(map, "latencyNegative")));
  }
}
