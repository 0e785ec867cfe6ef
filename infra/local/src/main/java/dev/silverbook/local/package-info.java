/**
 * The {@code silverbook} command: the pipeline on one machine.
 *
 * <ul>
 *   <li>{@link dev.silverbook.local.Silverbook}: the entry point.
 *   <li>{@code command}: the subcommands, their options and what they print.
 *   <li>{@code run}: the in-process queue, the workers, progress, checkpoint and summary.
 *   <li>{@code files}: the lake store on a directory tree.
 *   <li>{@code ledger}: the ledger in an SQLite file.
 * </ul>
 */
package dev.silverbook.local;
