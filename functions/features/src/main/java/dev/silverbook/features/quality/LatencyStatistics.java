package dev.silverbook.features.quality;

/**
 * Capture minus exchange time of the snapshots that have both, milliseconds. Quantiles come from a
 * histogram of fixed size: they are within 0.4 % of an observed value of that rank, or within a
 * microsecond; least and greatest are exact.
 *
 * @param snapshots how many have both times; at least one
 * @param minimumMillis the least
 * @param medianMillis the lower median
 * @param p99Millis the least value that 99 % do not exceed
 * @param maximumMillis the greatest
 * @param negative how many are below 0: captured before the exchange's time
 */
public record LatencyStatistics(
    long snapshots,
    double minimumMillis,
    double medianMillis,
    double p99Millis,
    double maximumMillis,
    long negative) {

  /** Share of snapshots captured before the exchange's time. */
  public double negativeShare() {
    return (double) negative / snapshots;
  }
}
