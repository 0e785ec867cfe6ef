package dev.silverbook.emulator;

/**
 * A queue that a function consumes, as an event source mapping of the template says.
 *
 * @param queueId logical id of the queue
 * @param queueArn the queue
 * @param function logical id of the function
 * @param batchSize messages an invocation at most
 * @param concurrency invocations at a time at most
 * @param reportsItemFailures whether the function's answer says which messages come again
 */
record EventSource(
    String queueId,
    String queueArn,
    String function,
    int batchSize,
    int concurrency,
    boolean reportsItemFailures) {

  /** SQS names a queue by the last part of its ARN. */
  String queueName() {
    return queueArn.substring(queueArn.lastIndexOf(':') + 1);
  }
}
