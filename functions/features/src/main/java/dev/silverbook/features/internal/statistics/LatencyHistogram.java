package dev.silverbook.features.internal.statistics;

import dev.silverbook.features.quality.LatencyStatistics;
import java.util.Optional;

/**
 * Counts whole microseconds in buckets that grow with their values: 128 to a power of two, so that
 * a bucket's middle is within 1/256 of everything in it. Below 256 each value has its own. Negative
 * values have buckets of their own.
 *
 * <p>Source: Tene, HdrHistogram (the layout of its buckets).
 */
final class LatencyHistogram {

  private static final int BITS = 7;
  private static final int PER_OCTAVE = 1 << BITS;
  private static final double MICROS_PER_MILLI = 1e3;

  private final long[] positive = new long[index(Long.MAX_VALUE) + 1];
  private final long[] negative = new long[positive.length];
  private long count;
  private long negatives;
  private long least = Long.MAX_VALUE;
  private long greatest = Long.MIN_VALUE;

  void add(long micros) {
    count++;
    least = Math.min(least, micros);
    greatest = Math.max(greatest, micros);
    if (micros < 0) {
      negatives++;
      negative[index(-micros)]++;
    } else {
      positive[index(micros)]++;
    }
  }

  Optional<LatencyStatistics> statistics() {
    if (count == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new LatencyStatistics(
            count,
            least / MICROS_PER_MILLI,
            quantile(0.5),
            quantile(0.99),
            greatest / MICROS_PER_MILLI,
            negatives));
  }

  /** Milliseconds of the value with rank ceil(share * count). */
  private double quantile(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int i = negative.length - 1; i >= 0; i--) {
      seen += negative[i];
      if (seen >= rank) {
        return clamp(-middle(i)) / MICROS_PER_MILLI;
      }
    }
    for (int i = 0; i < positive.length; i++) {
      seen += positive[i];
      if (seen >= rank) {
        return clamp(middle(i)) / MICROS_PER_MILLI;
      }
    }
    throw new IllegalStateException("rank " + rank + " of " + count);
  }

  private double clamp(double micros) {
    return Math.min((double) greatest, Math.max((double) least, micros));
  }

  /** Bucket of a value that is not negative. */
  private static int index(long value) {
    int octave = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - 1 - BITS);
    return (octave << BITS) + (int) (value >>> octave);
  }

  private static double middle(int index) {
    if (index < 2 * PER_OCTAVE) {
      return index;
    }
    int octave = (index >>> BITS) - 1;
    double from = Math.scalb((double) (index - (octave << BITS)), octave);
    return from + (Math.scalb(1.0, octave) - 1) / 2;
  }
}
