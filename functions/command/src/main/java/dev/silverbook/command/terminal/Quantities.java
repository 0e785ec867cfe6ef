package dev.silverbook.command.terminal;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Quantities {

  private static final long KIBI = 1024;
  private static final double MILLIS_PER_SECOND = 1_000;

  private Quantities() {}

  /** {@code 105,522}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 1 partition}, {@code 2 partitions}. */
  public static String counted(long count, String singular) {
    return count(count) + " " + singular + (count == 1 ? "" : "s");
  }

  /** Rows a second, {@code 12,345 rows/s}; without a duration, {@code - rows/s}. */
  public static String rate(long rows, Duration took) {
    long millis = took.toMillis();
    return (millis <= 0 ? "-" : count(Math.round(rows * MILLIS_PER_SECOND / millis))) + " rows/s";
  }

  /** {@code 0.82 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
  public static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / MILLIS_PER_SECOND);
    }
    if (seconds < 3_600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", seconds / 3_600, seconds % 3_600 / 60);
  }

  /** {@code 512 B}, {@code 3.1 MiB}. */
  public static String bytes(long bytes) {
    if (bytes < KIBI) {
      return bytes + " B";
    }
    String[] units = {"KiB", "MiB", "GiB", "TiB"};
    double value = (double) bytes / KIBI;
    int unit = 0;
    while (value >= KIBI && unit < units.length - 1) {
      value /= KIBI;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
