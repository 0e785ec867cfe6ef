/**
 * A slow, plain second implementation of every column, and the engine held against it.
 *
 * <ul>
 *   <li>{@link dev.silverbook.features.reference.Scenario}: one partition's input; {@link
 *       dev.silverbook.features.reference.ScenarioGenerator} draws them by seed.
 *   <li>{@link dev.silverbook.features.reference.Reference}: input to {@link
 *       dev.silverbook.features.reference.ReferenceTable}, every window recomputed from scratch,
 *       every sum in {@link dev.silverbook.features.reference.DoubleDouble}.
 *   <li>{@link dev.silverbook.features.reference.Comparison}: the table against what the engine
 *       fills.
 * </ul>
 */
package dev.silverbook.features.reference;
