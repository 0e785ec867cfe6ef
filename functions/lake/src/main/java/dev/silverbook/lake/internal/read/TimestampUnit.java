package dev.silverbook.lake.internal.read;

import dev.silverbook.lake.internal.bytes.MalformedDataException;

/** Resolution of a stored time. */
enum TimestampUnit {
  MILLIS(1_000_000L),
  MICROS(1_000L),
  NANOS(1L);

  private final long nanos;

  TimestampUnit(long nanos) {
    this.nanos = nanos;
  }

  /**
   * Converts in place, rounding down.
   *
   * @throws MalformedDataException when a time does not fit 64 bits in {@code target}
   */
  void convert(TimestampUnit target, long[] times, int offset, int count) {
    if (target.nanos > nanos) {
      long divisor = target.nanos / nanos;
      for (int i = offset; i < offset + count; i++) {
        times[i] = Math.floorDiv(times[i], divisor);
      }
    } else if (target.nanos < nanos) {
      long factor = nanos / target.nanos;
      for (int i = offset; i < offset + count; i++) {
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
