/**
 * Bars: rows and trades summed up over time, number of trades or traded volume.
 *
 * <ul>
 *   <li>{@link dev.silverbook.features.bars.BarSchema}: the columns.
 *   <li>{@link dev.silverbook.features.bars.TooManyBarsException}: bars so short that a partition
 *       would have more than a million.
 * </ul>
 */
package dev.silverbook.features.bars;
