/**
 * The deployed functions: from their zips, the worker against AWS APIs on this machine, and their
 * parts on services that only wait.
 */
package dev.silverbook.benchmark.function;
