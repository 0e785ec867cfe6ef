/**
 * Numbers and how they are shown: {@link dev.silverbook.benchmark.table.Samples}, {@link
 * dev.silverbook.benchmark.table.ResultTable}, and the machine that they are from.
 */
package dev.silverbook.benchmark.table;
