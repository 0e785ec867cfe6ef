/**
 * Rolling windows in primitive storage, none of which drifts.
 *
 * <ul>
 *   <li>{@link dev.silverbook.features.internal.window.DoubleDouble}: sums and products in about
 *       106 bits.
 *   <li>{@link dev.silverbook.features.internal.window.ExactSums}: several such sums side by side.
 *   <li>{@link dev.silverbook.features.internal.window.RollingSums}: sums over time windows by
 *       addition alone.
 *   <li>{@link dev.silverbook.features.internal.window.RollingMoments}, {@link
 *       dev.silverbook.features.internal.window.RollingRegression}: what follows from sums.
 *   <li>{@link dev.silverbook.features.internal.window.RollingRank}: mid-rank of a value in a
 *       window.
 * </ul>
 */
package dev.silverbook.features.internal.window;
