package dev.silverbook.worker;

import dev.silverbook.aws.function.EmbeddedMetrics.Metric;
import dev.silverbook.aws.function.EmbeddedMetrics.Unit;
import dev.silverbook.features.quality.BookCounts;
import dev.silverbook.features.quality.DayStatistics;
import dev.silverbook.lake.InputCount;
import dev.silverbook.pipeline.ledger.PartitionStats;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether days can be trusted, as metrics. Their names are those below and nothing else, and no
 * dimension holds a partition: CloudWatch bills each combination. What a single day has is in its
 * log line and in the ledger.
 */
final class DayMetrics {

  /** The dimension of days that are degraded, one line for each of their reasons. */
  static final String DEGRADED_BY = "DegradedBy";

  /** Days that are degraded: all of them, and by {@link #DEGRADED_BY}. */
  static final String DAYS_DEGRADED = "DaysDegraded";

  /** Any doubt of the reader about its input; there may be more of them in each version. */
  private static final String INPUT = "input";

  private DayMetrics() {}

  /** What was measured on a processed day. */
  static List<Metric> of(PartitionStats stats, List<String> degradedBy) {
    List<Metric> metrics = new ArrayList<>();
    count(metrics, DAYS_DEGRADED, degradedBy.isEmpty() ? 0 : 1);
    BookCounts books = stats.engine().books();
    count(metrics, "RowsUnusable", books.crossed() + books.oneSided() + books.empty());
    count(
        metrics,
        "RowsDuplicate",
        stats.count(InputCount.ROWS_DUPLICATE) + stats.count(InputCount.ROWS_REPEATED));
    count(metrics, "RowsOutsideDay", stats.count(InputCount.ROWS_OUTSIDE_DAY));
    count(metrics, "TradesDuplicate", stats.count(InputCount.TRADES_DUPLICATE));
    count(metrics, "TradesUnknownSide", stats.engine().tradesUnknownSide());
    count(metrics, "Gaps", books.gaps());
    stats.day().ifPresent(day -> add(metrics, day));
    return metrics;
  }

  private static void add(List<Metric> metrics, DayStatistics day) {
    metrics.add(new Metric("LongestGap", Unit.SECONDS, day.longestGapSeconds()));
    metrics.add(new Metric("BookAge", Unit.SECONDS, day.longestBookAgeSeconds()));
    day.latency()
        .ifPresent(
            latency -> {
              metrics.add(new Metric("LatencyMedian", Unit.MILLISECONDS, latency.medianMillis()));
              metrics.add(new Metric("LatencyP99", Unit.MILLISECONDS, latency.p99Millis()));
            });
  }

  private static void count(List<Metric> metrics, String name, long value) {
    metrics.add(new Metric(name, Unit.COUNT, value));
  }

  /** The keys of a day's reasons, each once; those that the reader makes up are one. */
  static Set<String> reasons(PartitionStats stats, List<String> degradedBy) {
    Set<String> keys = new LinkedHashSet<>();
    for (String reason : degradedBy) {
      int colon = reason.indexOf(':');
      keys.add(stats.doubts().contains(reason) || colon < 0 ? INPUT : reason.substring(0, colon));
    }
    return keys;
  }
}
