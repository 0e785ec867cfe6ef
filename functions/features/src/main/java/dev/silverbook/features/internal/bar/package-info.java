/**
 * Bars while they fill.
 *
 * <ul>
 *   <li>{@link dev.silverbook.features.internal.bar.BarEngine}: rows and trades to all kinds.
 *   <li>{@link dev.silverbook.features.internal.bar.BarSeries}: one kind; {@link
 *       dev.silverbook.features.internal.bar.TimeBars} and {@link
 *       dev.silverbook.features.internal.bar.TradeBars} say where a bar ends.
 *   <li>{@link dev.silverbook.features.internal.bar.OpenBar}: one bar; {@link
 *       dev.silverbook.features.internal.bar.BookPart} and {@link
 *       dev.silverbook.features.internal.bar.TradePart} are its sums.
 *   <li>{@link dev.silverbook.features.internal.bar.BarColumns}: the columns, declared and filled.
 * </ul>
 */
package dev.silverbook.features.internal.bar;
