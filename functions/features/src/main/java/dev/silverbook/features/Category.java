package dev.silverbook.features;

import java.util.Locale;

/** The column groups that {@code categories} switches. */
public enum Category {
  /** Time columns and the state of the book; always written. */
  IDENTITY,
  /** This snapshot only. */
  STRUCTURAL,
  /** This row and the usable row before it, and flow over short windows. */
  DYNAMIC,
  /** Statistics over rolling windows. */
  ROLLING,
  /** Price impact, informed trading and transaction costs. */
  ADVANCED;

  /** The name in a configuration, lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
