/**
 * How events become rows.
 *
 * <ul>
 *   <li>{@link dev.silverbook.features.internal.engine.RowStream}: usable books, unusable rows and
 *       trades in order, to feature groups and whoever listens.
 *   <li>{@link dev.silverbook.features.internal.engine.RowListener}: bars and labels see rows so.
 *   <li>{@link dev.silverbook.features.internal.engine.Carried}: values of the newest usable row
 *       that bars repeat.
 *   <li>{@link dev.silverbook.features.internal.engine.HeldRow}: the row that may still be replaced
 *       within its cadence interval, and the trades after it.
 * </ul>
 */
package dev.silverbook.features.internal.engine;
