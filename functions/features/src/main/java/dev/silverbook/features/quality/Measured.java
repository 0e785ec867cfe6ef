package dev.silverbook.features.quality;

/**
 * A measurement of a day beside its threshold.
 *
 * @param threshold what was measured
 * @param value in the unit of the threshold
 * @param bound the value that is still good
 * @param good whether it is
 */
public record Measured(Threshold threshold, double value, double bound, boolean good) {}
