/**
 * Measures the product: speed, memory, start-up, sizes.
 *
 * <ul>
 *   <li>{@link dev.silverbook.benchmark.Benchmark}: the command; its subcommands are {@code
 *       measure}, {@code sizes}, {@code discovery}, {@code flags}, {@code compare} and {@code jmh}.
 *   <li>{@code Workload}, {@code Effort}, {@code Machine}, {@code Processors}: on what, and how
 *       often.
 *   <li>{@code ChildProcess}, {@code SilverbookJar}, {@code WarmRun}, {@code PolarsBaseline}: whole
 *       processes.
 *   <li>{@code WorkerMeasurement}, {@code WorkerFunction}, {@code LambdaRuntime}, {@code
 *       RuntimeApi}, {@code MotoServer}, {@code AwsAccount}: the deployed function, against AWS
 *       APIs on this machine.
 *   <li>{@code WarmDay}, {@code RowTape}: the floor, which is reading and writing without
 *       computing.
 *   <li>{@code SizesRun}, {@code ComparingFormat}, {@code RelativeErrors}: less precise values.
 *   <li>{@code DiscoveryRun}, {@code DelayedAws}: the backfill function on services that only wait.
 *   <li>{@code Samples}, {@code ResultTable}: the numbers and how they are shown.
 *   <li>{@code ...Benchmark}: JMH benchmarks of the inner parts.
 * </ul>
 */
package dev.silverbook.benchmark;
