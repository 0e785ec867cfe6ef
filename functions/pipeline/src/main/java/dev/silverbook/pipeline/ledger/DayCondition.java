package dev.silverbook.pipeline.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
 *   <li>{@code crossed_books}, {@code one_sided_books}, {@code empty_books}: more than {@link
 *       #TOLERATED_SHARE} of the rows
 *   <li>{@code gaps}: silences longer than {@code max_gap_seconds} between usable rows
 *   <li>{@code trades_dropped}: trades whose price or amount is null, not finite or not positive
 * </ul>
 */
public final class DayCondition {

  /** The share of unusable books of one kind up to which a day is still good. */
  public static final double TOLERATED_SHARE = 0.01;

  private DayCondition() {}

  /** Why the day is degraded; empty when it is good. */
  public static List<String> degradedBy(PartitionStats stats) {
    List<String> reasons = new ArrayList<>();
    if (stats.tradesMissing()) {
      reasons.add("trades_missing: there is no trades object for this day");
    }
    add(reasons, "rows_without_time", stats.rowsWithoutTime(), "dropped, clock is null");
    add(reasons, "trades_without_time", stats.tradesWithoutTime(), "dropped, clock is null");
    long rows = stats.engine().rows();
    long crossed = stats.engine().crossedRows();
    long oneSided = stats.engine().oneSidedRows();
    long empty = stats.engine().emptyRows();
    if (rows > 0 && crossed + oneSided + empty == rows) {
      reasons.add("no_usable_book: all " + rows + " books are crossed, one-sided or empty");
    }
    addShare(reasons, "crossed_books", crossed, rows);
    addShare(reasons, "one_sided_books", oneSided, rows);
    addShare(reasons, "empty_books", empty, rows);
    add(reasons, "gaps", stats.engine().gaps(), "longer than max_gap_seconds");
    add(
        reasons,
        "trades_dropped",
        stats.engine().tradesDropped(),
        "with an unusable price or amount");
    return List.copyOf(reasons);
  }

  private static void add(List<String> reasons, String code, long count, String what) {
    if (count > 0) {
      reasons.add(code + ": " + count + " " + what);
    }
  }

  private static void addShare(List<String> reasons, String code, long count, long rows) {
    if (count > rows * TOLERATED_SHARE) {
      reasons.add(
          String.format(
              Locale.ROOT, "%s: %d of %d rows, %.1f %%", code, count, rows, 100.0 * count / rows));
    }
  }
}
