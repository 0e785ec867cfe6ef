/** The inner parts, measured by JMH: {@code infra/benchmark/run jmh}. */
package dev.silverbook.benchmark.jmh;
