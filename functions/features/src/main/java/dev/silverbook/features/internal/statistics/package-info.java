/**
 * What is measured about a day while its features are computed, in bounded memory.
 *
 * <ul>
 *   <li>{@link dev.silverbook.features.internal.statistics.DayMeter}: all of it.
 *   <li>{@link dev.silverbook.features.internal.statistics.LatencyHistogram}: quantiles of bounded
 *       relative error.
 *   <li>{@link dev.silverbook.features.internal.statistics.LongestGaps}: the ten longest.
 * </ul>
 */
package dev.silverbook.features.internal.statistics;
