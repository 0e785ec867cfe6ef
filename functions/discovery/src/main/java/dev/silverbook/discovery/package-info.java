/**
 * The functions that turn listings, schedules and arrivals into messages.
 *
 * <ul>
 *   <li>{@link dev.silverbook.discovery.BackfillHandler}: lists the lake, asks the ledger, sends
 *       what is due. {@link dev.silverbook.discovery.Backfill} does it from a {@link
 *       dev.silverbook.discovery.BackfillCursor}, so that another invocation can go on.
 *   <li>{@link dev.silverbook.discovery.ArrivalsHandler}: object-created events, debounced. {@link
 *       dev.silverbook.discovery.Arrivals} does it.
 * </ul>
 */
package dev.silverbook.discovery;
