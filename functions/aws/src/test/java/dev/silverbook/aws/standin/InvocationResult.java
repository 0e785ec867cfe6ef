package dev.silverbook.aws.standin;

/** How an invocation of a function ended. */
public sealed interface InvocationResult {

  /** The function answered with this JSON. */
  record Answered(String json) implements InvocationResult {}

  /** The function threw; what the runtime reported. */
  record Threw(String report) implements InvocationResult {}

  /** The process ended before there was an answer: killed, out of time, or it could not start. */
  record Died(String how) implements InvocationResult {}
}
