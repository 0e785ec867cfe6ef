package dev.silverbook.features.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Judges a day's measurements by thresholds. A value at its threshold is still good; the keys of
 * the reasons are stable: {@code gaps}, {@code longest_gap}, {@code stale_book}, {@code
 * starts_late}, {@code ends_early}, {@code crossed_books}, {@code one_sided_books}, {@code
 * empty_books}, {@code locked_books}, {@code negative_latency}, {@code latency}, {@code
 * unknown_sides}, {@code sides_look_inverted}, {@code duplicate_rows}, {@code rows_outside_day},
 * {@code files_ignored}. Not thread-safe; good for one day.
 */
public final class Quality {

  /** Fewer trades than these say nothing about sides. */
  public static final long LEAST_TRADES_FOR_SIDES = 100;

  private static final double MICROS_PER_SECOND = 1e6;
  private static final double PERCENT = 100;

  private final QualityThresholds thresholds;
  private final List<Measured> measured = new ArrayList<>();
  private final List<QualityReason> reasons = new ArrayList<>();

  /** Nothing is judged yet. */
  public Quality(QualityThresholds thresholds) {
    this.thresholds = thresholds;
  }

  /** Why the day is degraded, in the order of judging; empty when it is good. */
  public List<QualityReason> reasons() {
    return List.copyOf(reasons);
  }

  /** All that was judged, in the order of judging; what could not be measured is left out. */
  public List<Measured> measured() {
    return List.copyOf(measured);
  }

  /**
   * Judges what was measured while the features were computed.
   *
   * @param date the path's day
   */
  public void judge(DayStatistics day, LocalDate date) {
    judgeTime(day, date);
    judgeBooks(day.books());
    day.latency().ifPresent(this::judgeLatency);
    judgeTrades(day);
  }

  /** Judges snapshots that repeat another of the same time. */
  public void duplicateRows(long duplicates, long rows) {
    share(
        "duplicate_rows",
        Threshold.DUPLICATE_ROWS_SHARE,
        duplicates,
        rows,
        "row",
        duplicates == 1 ? "repeats another" : "repeat others");
  }

  /** Judges rows of another day. */
  public void rowsOutsideDay(long rows) {
    above(
        "rows_outside_day",
        Threshold.ROWS_OUTSIDE_DAY,
        (double) rows,
        (rows == 1 ? "row" : "rows") + " of another day");
  }

  /** Judges files that were not read. */
  public void filesIgnored(long files) {
    above(
        "files_ignored",
        Threshold.FILES_IGNORED,
        (double) files,
        files == 1 ? "file was not read" : "files were not read");
  }

  private void judgeTime(DayStatistics day, LocalDate date) {
    long gaps = day.books().gaps();
    above(
        "gaps",
        Threshold.GAPS,
        (double) gaps,
        (gaps == 1 ? "gap" : "gaps") + " longer than max_gap_seconds");
    if (!day.longestGaps().isEmpty()) {
      Gap longest = day.longestGaps().get(0);
      Instant from = Instant.EPOCH.plus(longest.startMicros(), ChronoUnit.MICROS);
      String what = "s is the longest gap, from " + from;
      above("longest_gap", Threshold.LONGEST_GAP_SECONDS, longest.seconds(), what);
    }
    above(
        "stale_book",
        Threshold.BOOK_AGE_SECONDS,
        day.longestBookAgeSeconds(),
        "s without any change of the book");
    double midnight = date.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    double next = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    day.firstMicros()
        .ifPresent(
            first ->
                above(
                    "starts_late",
                    Threshold.FIRST_ROW_SECONDS,
                    first / MICROS_PER_SECOND - midnight,
                    "s from midnight to the first snapshot"));
    day.lastMicros()
        .ifPresent(
            last -> {
              // What ends on another day is told by the rows outside the day.
              if (last / MICROS_PER_SECOND >= midnight) {
                above(
                    "ends_early",
                    Threshold.LAST_ROW_SECONDS,
                    next - last / MICROS_PER_SECOND,
                    "s from the last snapshot to midnight");
              }
            });
  }

  private void judgeBooks(BookCounts books) {
    books("crossed_books", Threshold.CROSSED_SHARE, books.crossed(), books, "crossed");
    books("one_sided_books", Threshold.ONE_SIDED_SHARE, books.oneSided(), books, "one-sided");
    books("empty_books", Threshold.EMPTY_SHARE, books.empty(), books, "empty");
    books("locked_books", Threshold.LOCKED_SHARE, books.locked(), books, "locked");
  }

  private void books(String key, Threshold threshold, long count, BookCounts of, String state) {
    share(key, threshold, count, of.rows(), "book", (count == 1 ? "is " : "are ") + state);
  }

  private void judgeLatency(LatencyStatistics latency) {
    share(
        "negative_latency",
        Threshold.LATENCY_NEGATIVE_SHARE,
        latency.negative(),
        latency.snapshots(),
        "snapshot",
        (latency.negative() == 1 ? "was" : "were") + " captured before the exchange's time");
    String of = "of capture minus exchange time";
    above("latency", Threshold.LATENCY_P50_MS, latency.medianMillis(), "ms is the median " + of);
    above(
        "latency",
        Threshold.LATENCY_P99_MS,
        latency.p99Millis(),
        "ms is the 99th percentile " + of);
    above("latency", Threshold.LATENCY_MAX_MS, latency.maximumMillis(), "ms is the largest " + of);
  }

  private void judgeTrades(DayStatistics day) {
    TradeCounts trades = day.trades();
    share(
        "unknown_sides",
        Threshold.UNKNOWN_SIDES_SHARE,
        trades.unknownSide(),
        trades.usable(),
        "trade",
        (trades.unknownSide() == 1 ? "has" : "have") + " an unknown side");
    SideAgreement sides = day.sides();
    if (sides.considered() < LEAST_TRADES_FOR_SIDES) {
      return;
    }
    double least = thresholds.of(Threshold.SIDES_AGREE_SHARE);
    if (took(Threshold.SIDES_AGREE_SHARE, sides.share(), least, sides.share() >= least)) {
      add(
          "sides_look_inverted",
          "%d of %d trades, %s %%, %s of the last mid; fewer than %s %% is too few",
          sides.agreeing(),
          sides.considered(),
          number(PERCENT * sides.share()),
          sides.agreeing() == 1 ? "is on its side" : "are on their side",
          number(PERCENT * least));
    }
  }

  /** A share of things; what there is none of is not measured. */
  private void share(
      String key, Threshold threshold, long count, long total, String thing, String what) {
    double most = thresholds.of(threshold);
    if (total > 0 && took(threshold, (double) count / total, most, count <= most * total)) {
      add(
          key,
          "%d of %d %s, %s %%, %s; up to %s %% is good",
          count,
          total,
          total == 1 ? thing : thing + "s",
          number(PERCENT * count / total),
          what,
          number(PERCENT * most));
    }
  }

  private void above(String key, Threshold threshold, double value, String what) {
    double most = thresholds.of(threshold);
    if (took(threshold, value, most, value <= most)) {
      add(key, "%s %s; up to %s is good", number(value), what, number(most));
    }
  }

  /** Keeps a measurement; whether there is a reason to be told. */
  private boolean took(Threshold threshold, double value, double bound, boolean good) {
    measured.add(new Measured(threshold, value, bound, good));
    return !good;
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private void add(String key, String format, Object... values) {
    reasons.add(new QualityReason(key, String.format(Locale.ROOT, format, values)));
  }

  /** At most three decimals, none that say nothing. */
  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
