package dev.silverbook.pipeline.plan;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.message.PartitionMessage;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is planned for one partition.
 *
 * @param partition which one
 * @param decision whether it runs
 * @param reason why or why not, for people
 * @param tookMillis how long it took when it was processed last; empty where the ledger does not
 *     tell
 */
public record PlanEntry(
    PartitionId partition, Decision decision, String reason, OptionalLong tookMillis) {

  /** Of a partition that was never processed. */
  public PlanEntry(PartitionId partition, Decision decision, String reason) {
    this(partition, decision, reason, OptionalLong.empty());
  }

  /** The same with how long it took when it was processed last. */
  PlanEntry having(Optional<LedgerEntry> entry) {
    return new PlanEntry(
        partition,
        decision,
        reason,
        entry
            .flatMap(LedgerEntry::result)
            .map(result -> OptionalLong.of(result.stats().durationMillis()))
            .orElseGet(OptionalLong::empty));
  }

  private boolean retries() {
    return decision == Decision.RETRY_FAILED || decision == Decision.HEALING;
  }

  /** The message to send when it runs. */
  public PartitionMessage message(String runId) {
    return new PartitionMessage(partition, runId, retries(), decision == Decision.FORCED);
  }
}
