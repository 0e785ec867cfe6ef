/**
 * What stands in for AWS where there is none, for tests and benchmarks of all modules: {@link
 * dev.silverbook.aws.standin.MotoServer} for its services, {@link
 * dev.silverbook.aws.standin.RuntimeApi} for what hands events to a function's process, {@link
 * dev.silverbook.aws.standin.InvocationContext} for an invocation within this one.
 */
package dev.silverbook.aws.standin;
