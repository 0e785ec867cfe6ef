package dev.silverbook.lake.internal.file;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.internal.bytes.MalformedDataException;

/** Resolution of a stored time. */
public enum TimestampUnit {
  SECONDS(1_000_000_000L, "s"),
  MILLIS(1_000_000L, "ms"),
  MICROS(1_000L, "us"),
  NANOS(1L, "ns");

  private final long nanos;
  private final String symbol;

  TimestampUnit(long nanos, String symbol) {
    this.nanos = nanos;
    this.symbol = symbol;
  }

  /** Nanoseconds in one. */
  public long nanos() {
    return nanos;
  }

  /** As configurations and messages write it. */
  public String symbol() {
    return symbol;
  }

  /**
   * Converts in place, rounding down.
   *
   * @throws MalformedDataException when a time does not fit 64 bits in {@code target}
   */
  public void convert(TimestampUnit target, long[] times, int offset, int count) {
    if (target.nanos > nanos) {
      long divisor = target.nanos / nanos;
      for (int i = offset; i < offset + count; i++) {
        if (times[i] != RawSnapshot.NULL) {
          times[i] = Math.floorDiv(times[i], divisor);
        }
      }
    } else if (target.nanos < nanos) {
      long factor = nanos / target.nanos;
      for (int i = offset; i < offset + count; i++) {
        if (times[i] == RawSnapshot.NULL) {
          continue;
        }
        long scaled = times[i] * factor;
        if (scaled / factor != times[i]) {
          throw new MalformedDataException(
              "the time " + times[i] + " (" + this + ") does not fit 64 bits in " + target);
        }
        times[i] = scaled;
      }
    }
  }
}
