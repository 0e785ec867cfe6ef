/**
 * The engine's public face.
 *
 * <ul>
 *   <li>{@link dev.silverbook.features.FeatureConfiguration}: what to compute, and how.
 *   <li>{@link dev.silverbook.features.FeatureSchema}: the columns that follow from it; {@link
 *       dev.silverbook.features.Column} describes one.
 *   <li>{@link dev.silverbook.features.RawSnapshot}, {@link dev.silverbook.features.RawTrade}: what
 *       goes in, reused from row to row.
 *   <li>{@link dev.silverbook.features.FeatureEngine}: one partition's state.
 *   <li>{@link dev.silverbook.features.FeatureRow}: what comes out, reused from row to row.
 * </ul>
 */
package dev.silverbook.features;
