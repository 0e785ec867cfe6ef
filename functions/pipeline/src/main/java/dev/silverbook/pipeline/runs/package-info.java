/**
 * Runs: who asked for what and when, and whether that is still wanted. What became of the
 * partitions of a run is not counted here; the ledger's entries are the truth about them.
 *
 * <ul>
 *   <li>{@link dev.silverbook.pipeline.runs.Runs}: the port; {@link
 *       dev.silverbook.pipeline.runs.RunRecord} is one run, {@link
 *       dev.silverbook.pipeline.runs.RunTransition} the one rule of its changes.
 *   <li>{@link dev.silverbook.pipeline.runs.RunAttributes}: a record as plain values.
 *   <li>{@link dev.silverbook.pipeline.runs.CostEstimate}: what the planned work will cost, about.
 *   <li>{@link dev.silverbook.pipeline.runs.CancelledRuns}: whether a run is cancelled, asked once
 *       a minute.
 * </ul>
 */
package dev.silverbook.pipeline.runs;
