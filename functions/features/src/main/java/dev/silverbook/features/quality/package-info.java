/**
 * Can this day be trusted?
 *
 * <ul>
 *   <li>{@link dev.silverbook.features.quality.DayStatistics}: what was measured while the features
 *       were computed.
 *   <li>{@link dev.silverbook.features.quality.Threshold}, {@link
 *       dev.silverbook.features.quality.QualityThresholds}: what is still good.
 *   <li>{@link dev.silverbook.features.quality.Quality}: judges, in words.
 * </ul>
 */
package dev.silverbook.features.quality;
