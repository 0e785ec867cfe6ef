/**
 * Measures the product: speed, memory, start-up, sizes. {@link dev.silverbook.benchmark.Benchmark}
 * is the command; here are its subcommands, in the rooms below is what they measure with.
 */
package dev.silverbook.benchmark;
