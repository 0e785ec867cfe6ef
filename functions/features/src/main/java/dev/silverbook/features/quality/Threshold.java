package dev.silverbook.features.quality;

import java.util.Locale;

/**
 * A measurement of a day and how far it may go before the day is degraded. The constants are the
 * keys of the configuration's section {@code quality}.
 */
public enum Threshold {
  /** Gaps between usable snapshots. */
  GAPS(0, 1e9, "gaps", "windows, bars and labels break at a gap, so even one is worth knowing"),
  /** The longest gap, seconds. */
  LONGEST_GAP_SECONDS(
      3_600, 1e9, "longest gap in seconds", "an hour is more than the longest default bar"),
  /** How long the book stood still, seconds. */
  BOOK_AGE_SECONDS(
      300,
      1e9,
      "longest time in seconds without any change of the kept levels",
      "a feed that froze repeats its last book; no traded book stands still for five minutes"),
  /** When the recording starts, seconds after midnight. */
  FIRST_ROW_SECONDS(
      86_400,
      86_400,
      "seconds from midnight to the first snapshot",
      "a part of a day may be meant so; lower it where days are recorded whole"),
  /** When the recording ends, seconds before midnight. */
  LAST_ROW_SECONDS(
      86_400,
      86_400,
      "seconds from the last snapshot to midnight",
      "a part of a day may be meant so; lower it where days are recorded whole"),
  /** Share of crossed books. */
  CROSSED_SHARE(
      0.01, 1, "share of crossed books", "a few happen while a feed resynchronises, many do not"),
  /** Share of one-sided books. */
  ONE_SIDED_SHARE(
      0.01, 1, "share of one-sided books", "a liquid market has two sides but for moments"),
  /** Share of empty books. */
  EMPTY_SHARE(0.01, 1, "share of empty books", "an empty book is a feed that was down"),
  /** Share of locked books. */
  LOCKED_SHARE(
      0.1,
      1,
      "share of locked books",
      "locked books are usable and happen in fast markets; one in ten is a merged or stale feed"),
  /** Share of snapshots captured before the exchange's time. */
  LATENCY_NEGATIVE_SHARE(
      0.01,
      1,
      "share of snapshots captured before the exchange's time",
      "a capture before its cause means that one of the clocks is off"),
  /** Median of capture minus exchange time, milliseconds. */
  LATENCY_P50_MS(
      1_000,
      1e12,
      "median of capture minus exchange time in milliseconds",
      "the network takes a tenth of a second; a second is a clock that is off"),
  /** 99th percentile of capture minus exchange time, milliseconds. */
  LATENCY_P99_MS(
      10_000,
      1e12,
      "99th percentile of capture minus exchange time in milliseconds",
      "a recorder that lags ten seconds is overloaded and time-based features shift"),
  /** Largest capture minus exchange time, milliseconds. */
  LATENCY_MAX_MS(
      3_600_000,
      1e12,
      "largest capture minus exchange time in milliseconds",
      "an hour is no network but a wrong unit or a replay"),
  /** Share of snapshots that repeat one of the same time. */
  DUPLICATE_ROWS_SHARE(
      0.01,
      1,
      "share of snapshots equal to another of the same time",
      "a quiet market repeats itself now and then, a file read twice does so throughout"),
  /** Rows of another day. */
  ROWS_OUTSIDE_DAY(
      0, 1e12, "rows of another day", "they are in the wrong place, and so may others be"),
  /** Files that were not read. */
  FILES_IGNORED(0, 1e9, "files that were not read", "what is in them is missing"),
  /** Share of trades whose side was inferred. */
  UNKNOWN_SIDES_SHARE(
      0.01,
      1,
      "share of trades whose side is unknown",
      "the tick rule is right four times in five, so flow columns get noisier"),
  /** Least share of trades on their side of the mid; the one threshold that is a lower bound. */
  SIDES_AGREE_SHARE(
      0.5,
      1,
      "least share of trades on their side of the last mid, over 100 trades or more",
      "aggressors pay the spread; when most seem to earn it, sides are inverted");

  private final double fallback;
  private final double most;
  private final String meaning;
  private final String why;

  Threshold(double fallback, double most, String meaning, String why) {
    this.fallback = fallback;
    this.most = most;
    this.meaning = meaning;
    this.why = why;
  }

  /** The name in a configuration. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The default. */
  public double fallback() {
    return fallback;
  }

  /** The greatest value that makes sense; the least is 0. */
  public double most() {
    return most;
  }

  /** What is measured, one line. */
  public String meaning() {
    return meaning;
  }

  /** Why the default is what it is. */
  public String why() {
    return why;
  }
}
