package dev.silverbook.features.settings;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One kind of bars: what closes a bar, and how much of it.
 *
 * @param unit what is measured
 * @param size how much of it fills a bar; whole for seconds and trades
 */
public record BarKind(Unit unit, double size) {

  /** The longest time bar, a day. */
  private static final double MOST_SECONDS = 86_400;

  private static final double MOST_TRADES = 1e9;

  /** How the units are written behind a number; which numbers, the unit decides. */
  static final String PATTERN =
      Arrays.stream(Unit.values())
          .map(unit -> unit.suffix)
          .collect(Collectors.joining("|", "\\d+(\\.\\d+)?(", ")"));

  /** What a bar is filled by. */
  public enum Unit {
    /** Time, seconds. */
    SECONDS("s"),
    /** Number of trades. */
    TRADES("trades"),
    /** Traded base units. */
    BASE("base"),
    /** Traded quote units. */
    QUOTE("quote");

    private final String suffix;

    Unit(String suffix) {
      this.suffix = suffix;
    }
  }

  /** Checks the size. */
  public BarKind {
    Objects.requireNonNull(unit, "unit");
    if (!allowed(unit, size)) {
      throw new IllegalArgumentException("a bar of " + size + " " + unit.suffix);
    }
  }

  /**
   * Reads {@code 60s}, {@code 500trades}, {@code 25base}, {@code 1000000quote}.
   *
   * @return empty for anything else
   */
  public static Optional<BarKind> parse(String text) {
    return Arrays.stream(Unit.values())
        .filter(unit -> text.matches("\\d+(\\.\\d+)?" + unit.suffix))
        .map(unit -> of(unit, text.substring(0, text.length() - unit.suffix.length())))
        .findFirst()
        .flatMap(kind -> kind);
  }

  private static Optional<BarKind> of(Unit unit, String number) {
    double size = Double.parseDouble(number);
    return allowed(unit, size) ? Optional.of(new BarKind(unit, size)) : Optional.empty();
  }

  private static boolean allowed(Unit unit, double size) {
    return switch (unit) {
      case SECONDS -> size >= 1 && size <= MOST_SECONDS && size == Math.rint(size);
      case TRADES -> size >= 1 && size <= MOST_TRADES && size == Math.rint(size);
      case BASE, QUOTE -> size > 0 && size <= Double.MAX_VALUE;
    };
  }

  /** As in a configuration and in column {@code bar}; the same for equal kinds. */
  public String name() {
    return new BigDecimal(ValueKind.number(size).toString()).toPlainString() + unit.suffix;
  }

  /** Whether trades close its bars, not time. */
  public boolean ofTrades() {
    return unit != Unit.SECONDS;
  }
}
