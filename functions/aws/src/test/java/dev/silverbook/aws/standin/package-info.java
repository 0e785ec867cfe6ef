/**
 * What stands in for AWS where there is none, for tests and benchmarks of all modules.
 *
 * <ul>
 *   <li>{@link dev.silverbook.aws.standin.MotoServer}: its services; {@link
 *       dev.silverbook.aws.standin.DelayedAws}: those of a backfill, which only wait.
 *   <li>{@link dev.silverbook.aws.standin.FunctionProcess}: a function from its artifact, below
 *       {@link dev.silverbook.aws.standin.LambdaRuntime}, with events from a {@link
 *       dev.silverbook.aws.standin.RuntimeApi}.
 *   <li>{@link dev.silverbook.aws.standin.InvocationContext}: an invocation within this process;
 *       {@link dev.silverbook.aws.standin.Events}: the event files.
 * </ul>
 */
package dev.silverbook.aws.standin;
