/**
 * The deployed functions: the worker from its zip against AWS APIs on this machine, the backfill on
 * services that only wait.
 */
package dev.silverbook.benchmark.function;
