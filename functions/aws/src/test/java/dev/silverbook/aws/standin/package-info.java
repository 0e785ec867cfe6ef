/**
 * What stands in for AWS where there is none, for tests and benchmarks of all modules: {@link
 * dev.silverbook.aws.standin.MotoServer} for its services, {@link
 * dev.silverbook.aws.standin.LambdaRuntime} and {@link dev.silverbook.aws.standin.RuntimeApi} for
 * what runs a function's artifact and hands it events, {@link
 * dev.silverbook.aws.standin.InvocationContext} for an invocation within this one.
 */
package dev.silverbook.aws.standin;
