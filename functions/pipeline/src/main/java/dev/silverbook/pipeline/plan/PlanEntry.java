package dev.silverbook.pipeline.plan;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.message.PartitionMessage;

/**
 * What is planned for one partition.
 *
 * @param partition which one
 * @param decision whether it runs
 * @param reason why or why not, for people
 */
public record PlanEntry(PartitionId partition, Decision decision, String reason) {

  private boolean retries() {
    return decision == Decision.RETRY_FAILED || decision == Decision.HEALING;
  }

  /** The message to send when it runs. */
  public PartitionMessage message(String runId) {
    return new PartitionMessage(partition, runId, retries(), decision == Decision.FORCED);
  }
}
