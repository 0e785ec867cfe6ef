package dev.silverbook.features;

import java.util.Locale;

/** What one partition is turned into; each is an object of its own. */
public enum Dataset {
  /** Features, one row per snapshot or per cadence interval. */
  ORDERBOOK,
  /** Bars over time, trades or traded volume. */
  BARS,
  /** What happened after each row of {@link #ORDERBOOK}: these look ahead. */
  LABELS;

  /** The name in a configuration and of its directory, lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
