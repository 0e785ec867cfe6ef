/**
 * The report as one self-contained page for browsers.
 *
 * <ul>
 *   <li>{@link dev.silverbook.command.page.ReportPage}: puts template, styles, scripts and data
 *       together.
 *   <li>{@link dev.silverbook.command.page.ReportData}: what the ledger knows, as compact JSON
 *       blocks.
 *   <li>{@link dev.silverbook.command.page.BarPlots}: series to draw, from a partition's bars.
 * </ul>
 */
package dev.silverbook.command.page;
