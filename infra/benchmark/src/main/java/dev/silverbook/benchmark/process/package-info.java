/**
 * Other processes and the processors that they run on, measured from outside: {@link
 * dev.silverbook.benchmark.process.ChildProcess}.
 */
package dev.silverbook.benchmark.process;
