package dev.silverbook.features.quality;

/**
 * A silence between two usable snapshots that is longer than {@code max_gap_seconds}.
 *
 * @param startMicros time of the snapshot before it, microseconds since the epoch, UTC
 * @param lengthMicros until the next usable snapshot, microseconds
 */
public record Gap(long startMicros, long lengthMicros) {

  private static final double MICROS_PER_SECOND = 1e6;

  /** The length in seconds. */
  public double seconds() {
    return lengthMicros / MICROS_PER_SECOND;
  }
}
