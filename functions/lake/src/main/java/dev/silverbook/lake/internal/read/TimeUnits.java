package dev.silverbook.lake.internal.read;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.InputConfiguration.TimeUnitName;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.internal.file.TimestampUnit;
import dev.silverbook.lake.internal.file.UnsupportedFeatureException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.StringJoiner;

/** Turns one column's numbers into times: decides the unit by the first number that says one. */
final class TimeUnits {

  private static final long DAY_SECONDS = 86_400;
  private static final long NEAR_SECONDS = 36 * 3_600;
  private static final long NANOS = 1_000_000_000;

  /** Seconds of 2000-01-01 and of 2100-01-01. */
  private static final long EARLIEST = 946_684_800L;

  private static final long LATEST = 4_102_444_800L;

  private final String column;
  private final TimestampUnit target;
  private final InputContext context;
  private final boolean required;
  private TimestampUnit unit;
  private boolean undecidable;

  /**
   * For one column of one file.
   *
   * @param unit when the file's schema says it, else null
   * @param required whether a column whose unit cannot be told fails; else it is null and noted
   */
  TimeUnits(
      String column,
      TimestampUnit unit,
      TimestampUnit target,
      InputContext context,
      boolean required) {
    this.column = column;
    // Without a day nothing can be decided, and the product's own units hold.
    boolean own = context.day().isEmpty() && context.configuration().unit().isEmpty();
    this.unit = unit == null && own ? target : unit;
    this.target = target;
    this.context = context;
    this.required = required;
  }

  /** Whether times out of 2000 to 2100 are none. */
  boolean bounded() {
    return context.day().isPresent();
  }

  /**
   * Converts in place, rounding down.
   *
   * @throws UnsupportedFeatureException when the unit cannot be told
   */
  void convert(long[] times, int offset, int count) {
    for (int i = offset; unit == null && !undecidable && i < offset + count; i++) {
      if (times[i] != 0 && times[i] != RawSnapshot.NULL) {
        decide((double) times[i], Long.toString(times[i]));
      }
    }
    if (unit == null) {
      java.util.Arrays.fill(times, offset, offset + count, RawSnapshot.NULL);
      return;
    }
    if (bounded()) {
      long perSecond = NANOS / unit.nanos();
      long first = EARLIEST * perSecond;
      long last = LATEST * perSecond;
      long divisor = Math.max(1, target.nanos() / unit.nanos());
      long factor = Math.max(1, unit.nanos() / target.nanos());
      for (int i = offset; i < offset + count; i++) {
        long time = times[i];
        // Both are positive in range, so truncating rounds down.
        times[i] =
            time < first || time >= last
                ? RawSnapshot.NULL
                : divisor == 1 ? time * factor : time / divisor;
      }
    } else {
      unit.convert(target, times, offset, count);
    }
  }

  /**
   * Converts, rounding to the nearest.
   *
   * @throws UnsupportedFeatureException when the unit cannot be told
   */
  void convert(double[] numbers, long[] times, int offset, int count) {
    for (int i = 0; unit == null && !undecidable && i < count; i++) {
      if (numbers[i] != 0 && Double.isFinite(numbers[i])) {
        decide(numbers[i], new BigDecimal(numbers[i]).toPlainString());
      }
    }
    for (int i = 0; i < count; i++) {
      times[offset + i] = unit == null ? RawSnapshot.NULL : nearest(numbers[i]);
    }
  }

  private long nearest(double number) {
    double seconds = number * unit.nanos() / NANOS;
    if (!(seconds >= EARLIEST && seconds < LATEST)) {
      return RawSnapshot.NULL;
    }
    return unit.nanos() >= target.nanos()
        ? Math.round(number * ((double) unit.nanos() / target.nanos()))
        : Math.round(number / ((double) target.nanos() / unit.nanos()));
  }

  private void decide(double first, String words) {
    if (context.configuration().unit().isPresent()) {
      TimestampUnit declared = unit(context.configuration().unit().get());
      if (!possible(seconds(first, declared))) {
        refuse(
            "column '"
                + column
                + "' holds "
                + words
                + " first, which in the configured unit "
                + declared.symbol()
                + " is "
                + shown(seconds(first, declared))
                + ", expected a time from 2000 to 2100; correct unit in the configuration");
        return;
      }
      take(declared);
      return;
    }
    LocalDate day = context.day().orElseThrow();
    long start = day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    TimestampUnit only = null;
    for (TimestampUnit one : TimestampUnit.values()) {
      double seconds = seconds(first, one);
      if (seconds >= start - NEAR_SECONDS && seconds < start + DAY_SECONDS + NEAR_SECONDS) {
        take(one);
        return;
      }
      only = possible(seconds) ? one : only;
    }
    // Units are a thousand apart, the century's ends are not: at most one unit fits.
    if (only != null) {
      take(only);
      return;
    }
    StringJoiner readings = new StringJoiner(", ");
    for (TimestampUnit one : TimestampUnit.values()) {
      readings.add(shown(seconds(first, one)) + " in " + one.symbol());
    }
    refuse(
        "column '"
            + column
            + "' holds "
            + words
            + " first, which is "
            + readings
            + ", expected a time near "
            + day
            + " or at least from 2000 to 2100; name the time's column (columns) or correct the"
            + " writer");
  }

  private void take(TimestampUnit decided) {
    unit = decided;
    context.notes().unit(column, decided.symbol());
  }

  private void refuse(String words) {
    if (required) {
      throw new UnsupportedFeatureException(words);
    }
    undecidable = true;
    context.notes().note("column_unusable:" + column, words + "; it is read as null");
  }

  private static double seconds(double value, TimestampUnit unit) {
    return value * unit.nanos() / NANOS;
  }

  private static boolean possible(double seconds) {
    return seconds >= EARLIEST && seconds < LATEST;
  }

  private static String shown(double seconds) {
    return Math.abs(seconds) < 1e11
        ? Instant.ofEpochSecond((long) Math.floor(seconds)).toString()
        : "beyond any year";
  }

  private static TimestampUnit unit(TimeUnitName name) {
    return switch (name) {
      case S -> TimestampUnit.SECONDS;
      case MS -> TimestampUnit.MILLIS;
      case US -> TimestampUnit.MICROS;
      case NS -> TimestampUnit.NANOS;
    };
  }
}
