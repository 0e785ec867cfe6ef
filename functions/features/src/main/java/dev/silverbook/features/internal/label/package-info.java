/**
 * Labels, streamed behind the longest horizon.
 *
 * <ul>
 *   <li>{@link dev.silverbook.features.internal.label.LabelEngine}: rows that wait for their
 *       future.
 *   <li>{@link dev.silverbook.features.internal.label.Extreme}: the largest value of a moving
 *       range.
 *   <li>{@link dev.silverbook.features.internal.label.LabelColumns}: the columns.
 * </ul>
 */
package dev.silverbook.features.internal.label;
