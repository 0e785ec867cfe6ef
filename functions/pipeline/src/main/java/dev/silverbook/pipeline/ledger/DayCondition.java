package dev.silverbook.pipeline.ledger;

import dev.silverbook.features.quality.BookCounts;
import dev.silverbook.features.quality.Measured;
import dev.silverbook.features.quality.Quality;
import dev.silverbook.features.quality.QualityThresholds;
import dev.silverbook.lake.InputCount;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a processed day is <em>good</em> or <em>degraded</em>, as market-data vendors publish per
 * day. A degraded day is complete and usable; the reasons say what to look at before trusting it.
 * Each reason is a stable code, a colon and a text.
 *
 * <ul>
 *   <li>{@code trades_missing}: a trades location is configured but has nothing for this day
 *   <li>{@code rows_without_time}, {@code trades_without_time}: dropped, because their clock is
 *       null
 *   <li>{@code no_usable_book}: no row has both sides uncrossed, so that every feature is null
 *   <li>what {@link Quality} judges by the thresholds of the configuration
 *   <li>{@code trades_dropped}: trades whose price or amount is null, not finite or not positive
 * </ul>
 */
public final class DayCondition {

  private DayCondition() {}

  /**
   * Why the day is degraded; empty when it is good.
   *
   * @param date the path's day
   * @param thresholds how far each measurement may go
   */
  public static List<String> degradedBy(
      PartitionStats stats, LocalDate date, QualityThresholds thresholds) {
    List<String> reasons = new ArrayList<>();
    if (stats.tradesMissing()) {
      reasons.add("trades_missing: there is no trades object for this day");
    }
    add(reasons, "rows_without_time", stats.rowsWithoutTime(), "row", "dropped, clock is null");
    add(
        reasons,
        "trades_without_time",
        stats.tradesWithoutTime(),
        "trade",
        "dropped, clock is null");
    BookCounts books = stats.engine().books();
    if (books.rows() > 0 && books.crossed() + books.oneSided() + books.empty() == books.rows()) {
      reasons.add(
          "no_usable_book: "
              + (books.rows() == 1 ? "the only book is" : "all " + books.rows() + " books are")
              + " crossed, one-sided or empty");
    }
    judged(stats, date, thresholds).reasons().forEach(reason -> reasons.add(reason.toString()));
    add(
        reasons,
        "trades_dropped",
        stats.engine().tradesDropped(),
        "trade",
        "without a usable price or amount");
    reasons.addAll(stats.doubts());
    return List.copyOf(reasons);
  }

  /** What was measured on the day, each beside its threshold. */
  public static List<Measured> measured(
      PartitionStats stats, LocalDate date, QualityThresholds thresholds) {
    return judged(stats, date, thresholds).measured();
  }

  private static Quality judged(
      PartitionStats stats, LocalDate date, QualityThresholds thresholds) {
    Quality quality = new Quality(thresholds);
    stats.day().ifPresent(day -> quality.judge(day, date));
    quality.duplicateRows(stats.count(InputCount.ROWS_REPEATED), stats.engine().books().rows());
    quality.rowsOutsideDay(stats.count(InputCount.ROWS_OUTSIDE_DAY));
    quality.filesIgnored(stats.count(InputCount.FILES_IGNORED));
    return quality;
  }

  private static void add(
      List<String> reasons, String code, long count, String thing, String what) {
    if (count > 0) {
      reasons.add(code + ": " + count + " " + thing + (count == 1 ? " " : "s ") + what);
    }
  }
}
