/**
 * Labels: what happened after each row. They look ahead and have a place of their own.
 *
 * <ul>
 *   <li>{@link dev.silverbook.features.labels.LabelSchema}: the columns.
 * </ul>
 */
package dev.silverbook.features.labels;
