/**
 * The feature groups. Each declares its columns (name, unit, definition, source) when it is made
 * and fills them for every usable row; adding a feature is adding it to one group.
 *
 * <ul>
 *   <li>{@link dev.silverbook.features.internal.group.FeatureGroup}, {@link
 *       dev.silverbook.features.internal.group.ColumnList}, {@link
 *       dev.silverbook.features.internal.group.Row}: what a group works with.
 *   <li>{@link dev.silverbook.features.internal.group.Measuring}: what several groups use, first.
 *   <li>{@link dev.silverbook.features.internal.group.WindowGroup}, {@link
 *       dev.silverbook.features.internal.group.RowWindows}, {@link
 *       dev.silverbook.features.internal.group.Staging}: sums over windows of rows, which groups
 *       share.
 *   <li>{@link dev.silverbook.features.internal.group.FeatureGroups}: all of them, in file order.
 * </ul>
 */
package dev.silverbook.features.internal.group;
