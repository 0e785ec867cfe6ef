package dev.silverbook.features.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges a day's measurements by thresholds. A value at its threshold is still good; the keys of
 * the reasons are stable: {@code gaps}, {@code longest_gap}, {@code stale_book}, {@code
 * starts_late}, {@code ends_early}, {@code crossed_books}, {@code one_sided_books}, {@code
 * empty_books}, {@code locked_books}, {@code negative_latency}, {@code latency}, {@code
 * unknown_sides}, {@code sides_look_inverted}, {@code duplicate_rows}, {@code rows_outside_day},
 * {@code files_ignored}.
 */
public final class Quality {

  /** Fewer trades than these say nothing about sides. */
  public static final long LEAST_TRADES_FOR_SIDES = 100;

  private static final double MICROS_PER_SECOND = 1e6;
  private static final double PERCENT = 100;

  private final QualityThresholds thresholds;
  private final List<QualityReason> reasons = new ArrayList<>();

  private Quality(QualityThresholds thresholds) {
    this.thresholds = thresholds;
  }

  /**
   * Why the day is degraded, by what was measured while its features were computed.
   *
   * @param day the path's day
   * @return empty when it is good
   */
  public static List<QualityReason> judge(
      DayStatistics day, LocalDate date, QualityThresholds thresholds) {
    Quality quality = new Quality(thresholds);
    quality.judgeTime(day, date);
    quality.judgeBooks(day.books());
    day.latency().ifPresent(quality::judgeLatency);
    quality.judgeTrades(day);
    return List.copyOf(quality.reasons);
  }

  /** Whether snapshots that repeat another of the same time are too many. */
  public static Optional<QualityReason> duplicateRows(
      long duplicates, long rows, QualityThresholds thresholds) {
    Quality quality = new Quality(thresholds);
    quality.share(
        "duplicate_rows", Threshold.DUPLICATE_ROWS_SHARE, duplicates, rows, "rows repeat");
    return quality.only();
  }

  /** Whether rows of another day are too many. */
  public static Optional<QualityReason> rowsOutsideDay(long rows, QualityThresholds thresholds) {
    Quality quality = new Quality(thresholds);
    quality.above(
        "rows_outside_day", Threshold.ROWS_OUTSIDE_DAY, (double) rows, "rows of another day");
    return quality.only();
  }

  /** Whether files that were not read are too many. */
  public static Optional<QualityReason> filesIgnored(long files, QualityThresholds thresholds) {
    Quality quality = new Quality(thresholds);
    quality.above("files_ignored", Threshold.FILES_IGNORED, (double) files, "files were not read");
    return quality.only();
  }

  private Optional<QualityReason> only() {
    return reasons.stream().findFirst();
  }

  private void judgeTime(DayStatistics day, LocalDate date) {
    above("gaps", Threshold.GAPS, (double) day.books().gaps(), "gaps longer than max_gap_seconds");
    if (!day.longestGaps().isEmpty()) {
      Gap longest = day.longestGaps().get(0);
      Instant from = Instant.EPOCH.plus(longest.startMicros(), ChronoUnit.MICROS);
      String what = "seconds is the longest gap, from " + from;
      above("longest_gap", Threshold.LONGEST_GAP_SECONDS, longest.seconds(), what);
    }
    above(
        "stale_book",
        Threshold.BOOK_AGE_SECONDS,
        day.longestBookAgeSeconds(),
        "seconds without any change of the book");
    double midnight = date.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    double next = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    day.firstMicros()
        .ifPresent(
            first ->
                above(
                    "starts_late",
                    Threshold.FIRST_ROW_SECONDS,
                    first / MICROS_PER_SECOND - midnight,
                    "seconds from midnight to the first snapshot"));
    day.lastMicros()
        .ifPresent(
            last -> {
              // What ends on another day is told by the rows outside the day.
              if (last / MICROS_PER_SECOND >= midnight) {
                above(
                    "ends_early",
                    Threshold.LAST_ROW_SECONDS,
                    next - last / MICROS_PER_SECOND,
                    "seconds from the last snapshot to midnight");
              }
            });
  }

  private void judgeBooks(BookCounts books) {
    long rows = books.rows();
    share("crossed_books", Threshold.CROSSED_SHARE, books.crossed(), rows, "books are crossed");
    share(
        "one_sided_books",
        Threshold.ONE_SIDED_SHARE,
        books.oneSided(),
        rows,
        "books have one side");
    share("empty_books", Threshold.EMPTY_SHARE, books.empty(), rows, "books are empty");
    share("locked_books", Threshold.LOCKED_SHARE, books.locked(), rows, "books are locked");
  }

  private void judgeLatency(LatencyStatistics latency) {
    share(
        "negative_latency",
        Threshold.LATENCY_NEGATIVE_SHARE,
        latency.negative(),
        latency.snapshots(),
        "snapshots were captured before the exchange's time");
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
        "trades have an unknown side");
    SideAgreement sides = day.sides();
    double least = thresholds.of(Threshold.SIDES_AGREE_SHARE);
    if (sides.considered() >= LEAST_TRADES_FOR_SIDES && sides.share() < least) {
      add(
          "sides_look_inverted",
          "%d of %d trades, %s %%, are on their side of the last mid; fewer than %s %% is too few",
          sides.agreeing(),
          sides.considered(),
          number(PERCENT * sides.share()),
          number(PERCENT * least));
    }
  }

  private void share(String key, Threshold threshold, long count, long total, String what) {
    double most = thresholds.of(threshold);
    if (count > most * total) {
      add(
          key,
          "%d of %d, %s %%, %s; up to %s %% is good",
          count,
          total,
          number(PERCENT * count / total),
          what,
          number(PERCENT * most));
    }
  }

  private void above(String key, Threshold threshold, double value, String what) {
    double most = thresholds.of(threshold);
    if (value > most) {
      add(key, "%s %s; up to %s is good", number(value), what, number(most));
    }
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
